import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { App } from 'aws-cdk-lib';
import { autopilotApp } from '../../infra/autopilotApp.ts';
import { line, timed } from './timing.ts';

const SETTINGS = { slots: [{ name: 'example_model', candidates: ['demo'] }], alertEmails: [] };

/** What a deployment ships: size, and the time a fresh process takes to import it. */
export async function benchBundle(): Promise<void> {
  const app = new App({ context: { autopilot: SETTINGS } });
  autopilotApp(app);
  const { directory } = app.synth();
  for (const asset of readdirSync(directory).filter(
    (name) => name.startsWith('asset.') && !name.includes('zip'),
  )) {
    const folder = join(directory, asset);
    const files = readdirSync(folder);
    if (!files.includes('index.mjs')) continue;
    const zipped = files.reduce(
      (sum, file) => sum + deflateRawSync(readFileSync(join(folder, file))).length,
      0,
    );
    const address = pathToFileURL(join(folder, 'index.mjs')).href;
    const runNode = (code: string) => spawnSync(process.execPath, ['--input-type=module', '-e', code]);
    const empty = await timed(7, () => runNode(''));
    line(`${asset.slice(0, 14)}: empty process`, empty);
    line(
      `${asset.slice(0, 14)}: cold import`,
      await timed(7, () => runNode(`await import('${address}')`)),
      `${(zipped / 2 ** 20).toFixed(2)} MiB zipped`,
    );
  }
}
