import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import { sharedData } from '../support/sharedFolder.ts';
import { line, median } from './timing.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RUNS = 7;
const BANNER =
  "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';const __filename=__f(import.meta.url),__dirname=__d(__filename);";
/** Tells the peak memory when the process ends. */
const TELL_MEMORY =
  "process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS+'\\n'))";

/**
 * One round in a cold process, each time a new round of the local Numerai: the bundled command line, and in turns
 * with it the usual Python way where AUTOPILOT_BENCH_PYTHON names a Python with numerapi, pandas, pyarrow, lightgbm.
 */
export async function benchRound(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'autopilot-bench-'));
  const numerai = await startNumerai();
  try {
    const model = sharedData
      ? join(sharedData, 'models/lgb-seed-2000/model.txt')
      : join(ROOT, 'scripts/demo/demo-model.txt');
    const ours = await prepareOurs(folder, numerai, model);
    const python = process.env.AUTOPILOT_BENCH_PYTHON;
    const theirs = {
      command: python ?? '',
      args: [join(ROOT, 'test/python/round.py'), model],
      env: keysOf(numerai),
    };
    const our: Run[] = [];
    const their: Run[] = [];
    for (let run = 0; run <= RUNS; run++) {
      numerai.openNextRound();
      our.push(await cold(ours));
      numerai.openNextRound();
      if (python) their.push(await cold(theirs));
    }
    tell('bundled command line', our.slice(1));
    if (!python) return console.log('(no Python to compare with: set AUTOPILOT_BENCH_PYTHON)');
    tell('Python: numerapi, pandas, lightgbm', their.slice(1));
    const ratio = (of: (run: Run) => number) =>
      (median(our.slice(1).map(of)) / median(their.slice(1).map(of))).toFixed(2);
    console.log(`ours / Python: wall ${ratio((run) => run.ms)}, memory ${ratio((run) => run.megabytes)}`);
  } finally {
    await numerai.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Run {
  readonly ms: number;
  readonly megabytes: number;
}

async function prepareOurs(folder: string, numerai: LocalNumerai, model: string): Promise<Command> {
  const bytes = await readFile(model);
  await pushModel(directoryStore(join(folder, 'store')), {
    name: 'base',
    file: 'model.txt',
    bytes,
    createdAt: new Date(),
  });
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify({ slots: [{ name: 'example_model', candidates: ['base'] }] }));
  await build({
    entryPoints: [join(ROOT, 'scripts/autopilot.ts')],
    outfile: join(folder, 'bundle/autopilot.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: { js: `${BANNER}${TELL_MEMORY};` },
    logLevel: 'warning',
  });
  const wasm = 'parquet_wasm_bg.wasm';
  copyFileSync(join(ROOT, 'node_modules/parquet-wasm/node', wasm), join(folder, 'bundle', wasm));
  const args = [join(folder, 'bundle/autopilot.mjs'), 'run', '--local', '--json', '--settings', settings];
  return {
    command: process.execPath,
    args,
    env: { ...keysOf(numerai), AUTOPILOT_HOME: join(folder, 'store') },
  };
}

function keysOf(numerai: LocalNumerai): Record<string, string> {
  const { publicId, secretKey } = numerai.token;
  return { NUMERAI_API_URL: numerai.url, NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey };
}

// The local Numerai lives in this process: it must be free to answer while the other one runs.
function cold({ command, args, env }: Command): Promise<Run> {
  return new Promise((done, fail) => {
    const start = performance.now();
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', fail);
    child.on('close', (code) => {
      const peak = /peak (\d+)/.exec(errors)?.[1];
      if (code !== 0 || !peak) fail(new Error(`${command} ended with ${code}: ${errors.slice(-2000)}`));
      else done({ ms: performance.now() - start, megabytes: Number(peak) / 1024 });
    });
  });
}

function tell(what: string, runs: readonly Run[]): void {
  const megabytes = median(runs.map((run) => run.megabytes)).toFixed(0);
  line(
    what,
    runs.map((run) => run.ms),
    `${megabytes} MB peak`,
  );
}
