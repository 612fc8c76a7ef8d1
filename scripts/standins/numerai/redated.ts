import { readParquet } from '../../../shared/adapters/parquet.ts';
import type { UtcDay } from '../../../shared/domain/utcDay.ts';
import { numeraiParquet } from '../lookalike.ts';

/** A live file with another day in its `date` column and everything else as it was. */
export async function redated(bytes: Uint8Array, day: UtcDay): Promise<Uint8Array> {
  const table = await readParquet(bytes);
  const date = { kind: 'time', values: new Float64Array(table.rows).fill(Date.parse(day)) } as const;
  return numeraiParquet({ ...table, columns: new Map(table.columns).set('date', date) });
}
