import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Feature } from '../../shared/features/feature.ts';
import { FIELDS } from '../../shared/market/bar.ts';
import type { Panel } from '../../shared/market/panel.ts';

const SCRIPT = resolve(import.meta.dirname, '../python/catalogue.py');

/** Hands a panel with one track a token to the pandas formulas of the catalogue, in a folder that is gone afterwards. */
export async function inPandas<T>(
  python: string,
  { panel, features }: { readonly panel: Panel; readonly features: readonly Feature[] },
  use: (run: (mode: string, ...more: string[]) => Promise<string>, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'autopilot-pandas-'));
  try {
    const { firstDay, days } = panel;
    const spec = {
      tokens: panel.tracks.map(({ ucid }) => ucid),
      days,
      firstDay,
      fields: FIELDS,
      indexes: [...panel.indexes.keys()],
      bitcoin: '1',
      features: features.map(({ name, fields, market }) => ({ name, fields, market })),
    };
    await writeFile(join(folder, 'spec.json'), JSON.stringify(spec));
    const numbers = [...FIELDS.map((field) => panel.fields[field]), ...panel.indexes.values()];
    await writeFile(join(folder, 'panel.f64'), Buffer.concat(numbers.map(bytesOf)));
    const run = async (mode: string, ...more: string[]) => {
      const { stdout } = await promisify(execFile)(python, [SCRIPT, mode, folder, ...more]);
      return stdout;
    };
    return await use(run, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What pandas makes of the features: feature after feature, day after day, a value a token. */
export function pandasValues(
  python: string,
  work: { readonly panel: Panel; readonly features: readonly Feature[] },
): Promise<Float64Array> {
  return inPandas(python, work, async (run, folder) => {
    await run('values');
    const bytes = await readFile(join(folder, 'values.f64'));
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  });
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
