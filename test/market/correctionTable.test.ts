import { expect, it } from '@jest/globals';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import type { Correction } from '../../shared/market/correction.ts';
import { correctionsToTable, tableToCorrections } from '../../shared/market/correctionTable.ts';

const waiting: Correction = {
  ucid: '1732',
  symbol: 'NMR',
  source: 'coinmarketcap',
  field: 'marketCapUsd',
  was: Number.NaN,
  now: 1.25e8,
  seenAt: new Date('2026-11-26T00:40:01.500Z'),
  appliedAt: undefined,
};
const applied: Correction = {
  ...waiting,
  field: 'close',
  was: 17,
  appliedAt: new Date('2026-11-27T08:00:00Z'),
};

it('corrections.parquet keeps source, time and order, and names fields as bars.parquet does', async () => {
  const table = correctionsToTable([waiting, applied]);
  expect(table.columns.get('field')).toEqual({ kind: 'text', values: ['market_cap_usd', 'close'] });
  const read = await tableFiles.readTable(await tableFiles.writeTable(table));
  expect(tableToCorrections(read)).toEqual([waiting, applied]);
});

it('a field of a later version is left out', () => {
  const table = correctionsToTable([waiting, applied]);
  const columns = new Map([
    ...table.columns,
    ['field', { kind: 'text', values: ['vwap', 'close'] }] as const,
  ]);
  expect(tableToCorrections({ ...table, columns })).toEqual([applied]);
});
