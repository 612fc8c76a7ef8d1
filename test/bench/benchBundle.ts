import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { App } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { autopilotApp } from '../../infra/autopilotApp.ts';
import { WatchedFunction } from '../../infra/constructs/watchedFunction.ts';
import { line, timed } from './timing.ts';

/** Every function there can be. */
const SETTINGS = {
  slots: [{ name: 'example_model', candidates: ['demo'] }],
  alertEmails: [],
  market: {},
  webhook: true,
};

/** What a deployment ships, function by function: size, and the time a fresh process takes to import it. */
export async function benchBundle(): Promise<void> {
  const app = new App({ context: { autopilot: SETTINGS } });
  const stack = autopilotApp(app);
  const { directory } = app.synth();
  const runNode = (code: string) => spawnSync(process.execPath, ['--input-type=module', '-e', code]);
  line('empty process', await timed(7, () => runNode('')));
  for (const one of stack.node.findAll().filter((child) => child instanceof WatchedFunction)) {
    const { s3Key } = (one.function.node.defaultChild as CfnFunction).code as CfnFunction.CodeProperty;
    const folder = join(directory, `asset.${String(s3Key).replace('.zip', '')}`);
    const address = pathToFileURL(join(folder, 'index.mjs')).href;
    const imported = await timed(7, () => runNode(`await import('${address}')`));
    line(`${one.name}: cold import`, imported, `${megabytes(zippedBytes(folder))} MiB zipped`);
  }
}

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(2);

function zippedBytes(folder: string): number {
  const sizes = readdirSync(folder).map((name) => deflateRawSync(readFileSync(join(folder, name))).length);
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
