import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { type Bar, FIELDS } from '../../shared/market/bar.ts';
import { barsToTable, tableToBars } from '../../shared/market/barTable.ts';
import { bar } from '../support/fakeMarket.ts';

const number = fc.oneof(
  fc.constant(Number.NaN),
  fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }),
);
const day = fc
  .uniqueArray(
    fc.record({
      ucid: fc.stringMatching(/^[1-9]\d{0,5}$/),
      source: fc.constantFrom('binance', 'coinmarketcap'),
      symbol: fc.constantFrom('BTC', 'XAUt', 'BabyDoge', '币安人生', 'a"b,c\n'),
      numbers: fc.tuple(number, number, number, number, number, number),
      at: fc.date({ min: new Date('2013-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    }),
    { selector: ({ ucid, source }) => `${ucid} ${source}`, maxLength: 20 },
  )
  .map((rows) =>
    rows.map(({ ucid, source, symbol, numbers, at }) =>
      bar({
        ucid,
        source,
        symbol,
        collectedAt: at,
        ...Object.fromEntries(FIELDS.map((field, i) => [field, numbers[i]])),
      }),
    ),
  );
const byKey = (bars: readonly Bar[]) =>
  [...bars].sort((a, b) => (`${a.ucid} ${a.source}` < `${b.ucid} ${b.source}` ? -1 : 1));

describe('bars.parquet', () => {
  it('gives every bar back, bit for bit and byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(day, async (bars) => {
        const bytes = await tableFiles.writeTable(barsToTable(bars));
        expect(byKey(tableToBars(await tableFiles.readTable(bytes)))).toEqual(byKey(bars));
      }),
      { numRuns: 30 },
    );
  });

  it('is the same file whatever the order the bars came in', async () => {
    const bars = ['9', '10', '1'].map((ucid) => bar({ ucid, close: Number(ucid) }));
    const files = [bars, bars.toReversed()].map((some) => tableFiles.writeTable(barsToTable(some)));
    const [a, b] = await Promise.all(files);
    expect(Buffer.compare(a!, b!)).toBe(0);
    expect(tableToBars(await tableFiles.readTable(a!)).map(({ ucid }) => ucid)).toEqual(['1', '10', '9']);
  });

  it('without a column it must have is refused by name', () => {
    const table = barsToTable([bar({ close: 1 })]);
    const columns = new Map([...table.columns].filter(([name]) => name !== 'volume_usd'));
    expect(() => tableToBars({ ...table, columns })).toThrow(/no column "volume_usd"/);
  });
});
