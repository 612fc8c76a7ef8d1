import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { readParquet, writeParquet } from '../../shared/adapters/parquet.ts';
import { numberColumn, textColumn, timeColumn } from '../../shared/domain/table.ts';
import { spelled } from '../support/goldenTables.ts';
import { describeSharedData } from '../support/sharedData.ts';

describeSharedData("Numerai's own live.parquet", (folder) => {
  const file = (name: string) => readFileSync(resolve(folder, 'numerai/crypto-v2.0', name));
  const live = readParquet(file('live.parquet'));

  it('has 300 rows, 25 columns and symbol as the last one', async () => {
    const { rows, columns } = await live;
    expect([rows, columns.size, [...columns.keys()].at(-1)]).toEqual([300, 25, 'symbol']);
  });

  it('keeps symbols byte for byte and ucids as text', async () => {
    const symbols = textColumn(await live, 'symbol');
    const ucids = textColumn(await live, 'ucid');
    expect([27, 254, 268, 85, 195, 0].map((row) => `${symbols[row]} ${ucids[row]}`)).toEqual([
      'XAUt 5176',
      'BabyDoge 10407',
      'MUon 38014',
      '币安人生 38590',
      '0G 38337',
      'BTC 1',
    ]);
    expect(new Set(symbols).size).toBe(300);
  });

  it('is of one day', async () => {
    expect([...new Set(timeColumn(await live, 'date'))]).toEqual([Date.UTC(2026, 4, 20)]);
  });

  it('has exactly the seven missing cells that it has, and only the five levels besides', async () => {
    const missing: string[] = [];
    const levels = new Set<number>();
    const symbols = textColumn(await live, 'symbol');
    for (const name of (await live).columns.keys()) {
      if (!name.startsWith('feature_')) continue;
      for (const [row, value] of numberColumn(await live, name).entries()) {
        if (Number.isNaN(value)) missing.push(`${symbols[row]} ${row} ${name}`);
        else levels.add(value);
      }
    }
    expect(missing).toEqual([
      'EDGE 81 feature_bollinger_60d',
      'BSB 140 feature_bollinger_60d',
      'EV 259 feature_bollinger_60d',
      'EDGE 81 feature_momentum_60d',
      'BSB 140 feature_momentum_60d',
      'EV 259 feature_momentum_60d',
      'WIBE 283 feature_relative_strength_index_20d',
    ]);
    expect([...levels].sort()).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('says the same to hyparquet, cell by cell', async () => {
    const { columns } = await live;
    for (const [row, cells] of (
      await parquetReadObjects({ file: new Uint8Array(file('live.parquet')).buffer })
    ).entries()) {
      for (const [name, cell] of Object.entries(cells)) {
        const ours = columns.get(name)!.values[row];
        const theirs = cell instanceof Date || typeof cell === 'object' ? Number(cell ?? Number.NaN) : cell;
        if (!Object.is(ours, theirs)) throw new Error(`${name} of row ${row}: ${ours} against ${theirs}`);
      }
    }
  });

  it('comes back as the same table when written and read again', async () => {
    const read = await readParquet(await writeParquet(await live));
    expect(spelled(read.columns)).toEqual(spelled((await live).columns));
  });
});
