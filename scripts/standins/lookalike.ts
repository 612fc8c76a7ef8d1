import { writeParquet } from '../../shared/adapters/parquet.ts';
import type { StoredAs } from '../../shared/adapters/parquetVectors.ts';
import type { Column, Table } from '../../shared/domain/table.ts';
import type { UtcDay } from '../../shared/domain/utcDay.ts';
import { lookalikeFeatures } from './lookalikeDay.ts';
import { lookalikeTokens } from './lookalikeTokens.ts';
import { seededRandom } from './random.ts';

export interface LookalikeOptions {
  /** The day whose close the features are of. */
  readonly date: UtcDay;
  /** Default 300. */
  readonly tokens?: number;
  /** The same seed gives the same tokens on every day, and the same features on the same day. Default 1. */
  readonly seed?: number;
}

/** The bytes of a `live.parquet`: invented content, the schema of the real one down to the physical types. */
export async function lookalikeLive(options: LookalikeOptions): Promise<Uint8Array> {
  return numeraiParquet(lookalikeLiveTable(options));
}

/** An invented live universe: `ucid`, `date`, the 22 features and, last like a pandas index, `symbol`. */
export function lookalikeLiveTable({ date, tokens = 300, seed = 1 }: LookalikeOptions): Table {
  const universe = lookalikeTokens(tokens, seed);
  const features = lookalikeFeatures(tokens, seededRandom(`features ${seed} ${date}`));
  const columns: [string, Column][] = [
    ['ucid', { kind: 'text', values: universe.map(({ ucid }) => ucid) }],
    ['date', { kind: 'time', values: new Float64Array(tokens).fill(Date.parse(date)) }],
    ...[...features].map(([name, values]): [string, Column] => [name, { kind: 'number', values }]),
    ['symbol', { kind: 'text', values: universe.map(({ symbol }) => symbol) }],
  ];
  return { rows: tokens, columns: new Map(columns) };
}

/** A table stored as Numerai stores its own: features and targets as FLOAT, `date` in nanoseconds without zone. */
export async function numeraiParquet(table: Table): Promise<Uint8Array> {
  const narrow = [...table.columns.keys()].filter((name) => /^(feature|target)_/.test(name));
  const as: Record<string, StoredAs> = Object.fromEntries(narrow.map((name) => [name, 'float']));
  return writeParquet(table, { as: { ...as, date: 'timestamp-ns' } });
}
