import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { addDays } from '../../shared/domain/utcDay.ts';
import { barsToTable } from '../../shared/market/barTable.ts';
import { MARKET_KEYS } from '../../shared/pipeline/market/marketKeys.ts';
import { walkingDays } from '../support/walkingDays.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ROWS = Number(process.env.AUTOPILOT_BENCH_ROWS ?? 1_000_000);
/** Tokens a day: the default cross-section of the store. */
const TOKENS = 1000;
const TELL_MEMORY =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS+'\\n'))";
const LAST_DAY = '2026-11-20';

/** `features export` of the whole catalogue in a process of its own: rows a second, and memory for a quarter and for all. */
export async function benchExport(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'autopilot-bench-'));
  try {
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({ slots: [{ name: 'example_model', candidates: ['base'] }] }),
    );
    // Some tokens of a day are missing, so that a weekday has a little less than all of them.
    const days = Math.ceil((ROWS / TOKENS / 5) * 7 * 1.02);
    await storeHistory(join(folder, 'store'), days);
    for (const share of [0.25, 1]) await run(folder, addDays(LAST_DAY, -Math.round(days * share)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function storeHistory(folder: string, days: number): Promise<void> {
  const store = directoryStore(folder);
  const history = walkingDays({ from: addDays(LAST_DAY, 1 - days), days, tokens: TOKENS });
  for (const { day, bars } of history) {
    const listed = bars.filter(({ source }) => source === 'coinmarketcap');
    await store.put(MARKET_KEYS.bars(day), await tableFiles.writeTable(barsToTable(listed)));
  }
}

async function run(folder: string, from: string): Promise<void> {
  const command = [join(ROOT, 'scripts/autopilot.ts'), 'features', 'export', '--local', '--json'];
  const options = ['--top', String(TOKENS), '--from', from, '--output', join(folder, 'table.parquet')];
  const settings = ['--settings', join(folder, 'settings.json')];
  const args = ['--import', 'tsx', '--import', TELL_MEMORY, ...command, ...options, ...settings];
  const { stdout, stderr } = await finished(args, { AUTOPILOT_HOME: join(folder, 'store') });
  const { rows, seconds, rowsPerSecond, columns, bytes } = JSON.parse(stdout);
  const megabytes = (Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024).toFixed(0);
  console.log(
    `${String(rows).padStart(8)} rows × ${columns.market} features: ${seconds} s, ${rowsPerSecond} rows a second, ` +
      `${megabytes} MB peak, file ${(bytes / 1e6).toFixed(0)} MB`,
  );
}

function finished(args: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ stdout: string; stderr: string }>((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk) => {
        texts[name] += chunk;
      });
    }
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(texts);
      else fail(new Error(`features export ended with ${code}: ${texts.stderr.slice(-2000)}`));
    });
  });
}
