import type { UtcDay } from '../../domain/utcDay.ts';
import type { Store } from '../../ports.ts';

/** Where the market store keeps what. Only `bars`, `indexes` and `corrections` are the truth; panels are made from them. */
export const MARKET_KEYS = {
  bars: (day: UtcDay) => `market/bars/date=${day}/bars.parquet`,
  indexes: (day: UtcDay) => `market/indexes/date=${day}/indexes.parquet`,
  corrections: (day: UtcDay) => `market/corrections/date=${day}/corrections.parquet`,
  /** How a day came about. Beside the partitions, where no reader of a whole folder stumbles over it. */
  record: (day: UtcDay) => `market/days/${day}.json`,
  mapping: 'market/mapping.json',
  panel: 'market/panel.parquet',
  panelIndexes: 'market/panel-indexes.parquet',
  lastRun: 'market/last-run.json',
} as const;

/** Where the bytes of a file are kept that could not be read: beside the partitions, told apart by their hash. */
export function asideKey(key: string, hash: string): string {
  return `market/damaged/${key.slice('market/'.length)}.${hash}`;
}

/** Days that have a partition, oldest first. */
export async function storedDays(store: Store, kind: 'bars' | 'indexes' | 'corrections'): Promise<UtcDay[]> {
  const keys = await store.list(`market/${kind}/date=`);
  const pattern = new RegExp(`^market/${kind}/date=(\\d{4}-\\d{2}-\\d{2})/${kind}\\.parquet$`);
  return keys.flatMap((key) => pattern.exec(key)?.[1] ?? []);
}
