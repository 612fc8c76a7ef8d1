import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { autopilotApp } from '../../infra/autopilotApp.ts';
import { temporaryFolders } from './temporaryFolders.ts';

const CDK_JSON = resolve(import.meta.dirname, '../../cdk.json');
const newFolder = temporaryFolders();

/** Settings and feature flags of cdk.json. */
const { autopilot, ...flags } = JSON.parse(readFileSync(CDK_JSON, 'utf8')).context as Record<string, unknown>;

/** The settings of cdk.json, which its user may have changed. */
export const committedSettings = autopilot;

/** Settings that stay the same whatever is in cdk.json. */
export const EXAMPLE = { slots: [{ name: 'my_crypto_model', candidates: ['demo'] }], alertEmails: [] };

/** Settings with everything there can be in the stack. */
export const EVERYTHING = {
  ...EXAMPLE,
  alertEmails: ['one@example.com'],
  market: {},
  webhook: true,
  reservedConcurrency: 1,
};

/** An app with the stack in it; nothing of it is bundled. */
export function appWith(context: Record<string, unknown> = {}): App {
  return bundlingApp({ 'aws:cdk:bundling-stacks': [], ...context });
}

export function stackOf(app: App): Stack {
  const [stack] = app.node.children.filter((child) => child instanceof Stack);
  if (!stack) throw new Error('the app has no stack');
  return stack;
}

export function templateOf(app: App): Template {
  return Template.fromStack(stackOf(app));
}

/** Bundles as for a deployment and gives, by a function's description, the folder that would be zipped for it. */
export function bundledFolders(context: Record<string, unknown> = {}): ReadonlyMap<string, string> {
  const app = bundlingApp(context);
  const functions = Object.values(templateOf(app).findResources('AWS::Lambda::Function'));
  const folderOf = (key: string) => join(app.outdir, `asset.${key.replace('.zip', '')}`);
  return new Map(
    functions.map(({ Properties }) => [Properties.Description, folderOf(Properties.Code.S3Key)]),
  );
}

function bundlingApp(context: Record<string, unknown>): App {
  const app = new App({ outdir: newFolder(), context: { ...flags, autopilot: EXAMPLE, ...context } });
  autopilotApp(app);
  return app;
}
