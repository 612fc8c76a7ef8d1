import type { FeatureSource } from '../models/knownFeatures.ts';
import type { Files, Store } from '../ports.ts';

/** Names that begin so are Numerai's own. */
const PREFIX = 'feature_';
const LIVE = /^rounds\/(\d+)\/live\.parquet$/;

/**
 * Numerai's own features, as in the newest live file that a run has kept.
 *
 * @returns undefined when no run has kept one yet
 * @throws InputError what `readTable` throws
 */
export async function liveFeatures(
  store: Store,
  files: Pick<Files, 'readTable'>,
): Promise<FeatureSource | undefined> {
  const rounds = (await store.list('rounds/')).map((key) => Number(LIVE.exec(key)?.[1] ?? Number.NaN));
  const newest = Math.max(...rounds.filter((round) => !Number.isNaN(round)));
  const stored = Number.isFinite(newest) ? await store.get(`rounds/${newest}/live.parquet`) : undefined;
  if (!stored) return undefined;
  const names = [...(await files.readTable(stored.bytes)).columns.keys()];
  return { label: `the live file of round ${newest}`, claims: (name) => name.startsWith(PREFIX), names };
}
