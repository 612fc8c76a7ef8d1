import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../shared/errors.ts';

type Variable = 'AUTOPILOT_BUCKET' | 'AUTOPILOT_SECRET' | 'AUTOPILOT_TOPIC' | 'AUTOPILOT_WEBHOOK_URL';

/** The process's environment; the only place of the command line that reads it. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;

/**
 * Spells a cloud on this machine as an address. Before the name `localhost` the SDK would put that of the bucket, and
 * few machines know the host that this makes; the CDK is given the name all the same.
 */
export function spellLoopback(): void {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3']) {
    const address = environment[name];
    if (address) process.env[name] = address.replace(/(?<=^https?:\/\/)localhost(?=[:/]|$)/, '127.0.0.1');
  }
}

/** Folder of the local store. */
export function homeFolder(): string {
  return resolve(environment.AUTOPILOT_HOME || '.autopilot');
}

/** Where keys may be besides the environment. */
export function dotenvPath(): string {
  return resolve('.env');
}

/** Another address of Numerai's API, for tests and proxies. */
export function numeraiUrl(): string | undefined {
  return environment.NUMERAI_API_URL || undefined;
}

/** Where `npm run deploy` leaves the stack's outputs. */
export const OUTPUTS_FILE = 'cdk-outputs.json';
export const STACK = 'numerai-crypto-autopilot';
const OUTPUT: Readonly<Record<Variable, string>> = {
  AUTOPILOT_BUCKET: 'AutopilotBucket',
  AUTOPILOT_SECRET: 'AutopilotSecret',
  AUTOPILOT_TOPIC: 'AutopilotTopic',
  AUTOPILOT_WEBHOOK_URL: 'WebhookUrl',
};

/**
 * What the deployed stack consists of, by variable: from the environment, else from the outputs that
 * `npm run deploy` left in the working directory.
 *
 * @throws UsageError `aws_not_configured` naming those that are in neither
 */
export function stackResources<V extends Variable>(...wanted: V[]): Record<V, string> {
  const outputs = deployedOutputs();
  const found = wanted.map((name) => [name, environment[name] || outputs[OUTPUT[name]]] as const);
  const missing = found.filter(([, value]) => !value).map(([name]) => name);
  if (missing.length > 0) {
    const verb = missing.length > 1 ? 'are' : 'is';
    throw new UsageError(
      'aws_not_configured',
      `${missing.join(', ')} ${verb} not set, and there is no ${OUTPUTS_FILE}`,
    );
  }
  return Object.fromEntries(found) as Record<V, string>;
}

/** The bucket of the last deployment that was made from this working directory, whether the stack is still there or not. */
export function lastBucket(): string | undefined {
  return deployedOutputs()[OUTPUT.AUTOPILOT_BUCKET];
}

function deployedOutputs(): Readonly<Record<string, string | undefined>> {
  if (!existsSync(OUTPUTS_FILE)) return {};
  try {
    return JSON.parse(readFileSync(OUTPUTS_FILE, 'utf8'))[STACK] ?? {};
  } catch {
    return {};
  }
}
