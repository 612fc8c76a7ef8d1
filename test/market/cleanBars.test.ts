import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Bar, FIELDS } from '../../shared/market/bar.ts';
import { cleanBars } from '../../shared/market/cleanBars.ts';
import { bar } from '../support/fakeMarket.ts';

const { NaN: unknown } = Number;
const reasons = (bars: readonly Bar[]) => cleanBars(bars).gaps.map(({ reason }) => reason);

describe('a number that cannot be one', () => {
  it.each([
    ['zero', 0],
    ['negative', -1e-9],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('%s: is unknown, in every field, and the rest of the row stays', (_, value) => {
    for (const field of FIELDS) {
      const [clean] = cleanBars([bar({ close: 2, volumeUsd: 3, marketCapUsd: 4, [field]: value })]).bars;
      expect(clean![field]).toBe(unknown);
      expect([clean!.close, clean!.volumeUsd, clean!.marketCapUsd].filter(Number.isNaN).length).toBe(
        ['close', 'volumeUsd', 'marketCapUsd'].includes(field) ? 1 : 0,
      );
    }
  });

  it('is told where it is a price; that a small token had no volume is not worth a word', () => {
    expect(reasons([bar({ close: -3, marketCapUsd: 1 })])).toEqual(['close of -3', 'no close']);
    expect(reasons([bar({ close: 1, volumeUsd: 0, marketCapUsd: 0 })])).toEqual([]);
  });

  it('of which a row has nothing else takes the row away', () => {
    expect(cleanBars([bar({ close: 0, volumeUsd: unknown })]).bars).toEqual([]);
    expect(reasons([bar({ close: 0 })])).toEqual(['close of 0', 'no values']);
    expect(reasons([bar({ ucid: '', close: 1 })])).toEqual(['no ucid']);
  });
});

describe('a candle', () => {
  it('whose high and low do not enclose open and close keeps its close only', () => {
    const [clean] = cleanBars([bar({ open: 5, high: 4, low: 3, close: 4, volumeUsd: 9 })]).bars;
    expect(clean).toMatchObject({ open: unknown, high: unknown, low: unknown, close: 4, volumeUsd: 9 });
  });

  it('may touch its high and its low, and be off by what decimals do', () => {
    const candle = bar({ open: 3, high: 3, low: 1, close: 1 });
    expect(cleanBars([candle]).bars).toEqual([candle]);
    const rounded = bar({ open: 2, high: 3 * (1 - 1e-10), low: 1, close: 3 });
    expect(cleanBars([rounded]).bars).toEqual([rounded]);
    expect(reasons([bar({ open: 2, high: 3 * (1 - 1e-8), low: 1, close: 3 })])).toHaveLength(1);
  });
});

describe('a token that is listed twice', () => {
  it('keeps what both say, takes from each what the other lacks, and forgets what they contradict each other in', () => {
    const rows = [bar({ close: 1, volumeUsd: 5 }), bar({ close: 1, volumeUsd: 6, marketCapUsd: 7 })];
    expect(cleanBars(rows).bars).toEqual([bar({ close: 1, marketCapUsd: 7 })]);
    expect(reasons(rows)).toEqual(['listed twice with different values: volumeUsd']);
  });

  it('is not believed again because a third row repeats one of the two', () => {
    const closes = [1, 2, 2].map((close) => bar({ close, volumeUsd: 1 }));
    expect(cleanBars(closes).bars[0]!.close).toBe(unknown);
  });

  it('loses a wrong number to a right one', () => {
    expect(cleanBars([bar({ close: -1 }), bar({ close: 2 })]).bars[0]!.close).toBe(2);
  });
});

const anyNumber = fc.oneof(
  fc.constantFrom(0, -1, unknown, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, 2, 3),
  fc.double({ noNaN: false }),
);
const anyBar = fc
  .record({
    ucid: fc.constantFrom('', '1', '2', '3'),
    source: fc.constantFrom('a', 'b'),
    numbers: fc.tuple(anyNumber, anyNumber, anyNumber, anyNumber, anyNumber, anyNumber),
  })
  .map(({ ucid, source, numbers }) =>
    bar({ ucid, source, ...Object.fromEntries(FIELDS.map((field, i) => [field, numbers[i]])) }),
  );

describe('whatever a provider gives', () => {
  it('nothing is left but positive numbers, each token once, candles that enclose', () => {
    fc.assert(
      fc.property(fc.array(anyBar), (given) => {
        const { bars } = cleanBars(given);
        const keys = bars.map(({ ucid, source }) => `${ucid} ${source}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const one of bars) {
          for (const field of FIELDS) {
            expect(Number.isNaN(one[field]) || (one[field] > 0 && one[field] < Infinity)).toBe(true);
          }
          const prices = [one.open, one.close].filter((price) => !Number.isNaN(price));
          if (one.high < Infinity)
            for (const price of prices) expect(price).toBeLessThanOrEqual(one.high * 1.000001);
          if (one.low > 0)
            for (const price of prices) expect(price).toBeGreaterThanOrEqual(one.low * 0.999999);
        }
      }),
    );
  });

  it('clean bars come out as they went in, whatever the order of rows', () => {
    fc.assert(
      fc.property(fc.array(anyBar), (given) => {
        const { bars } = cleanBars(given);
        expect(cleanBars(bars).bars).toEqual(bars);
        const sorted = (some: readonly Bar[]) =>
          [...some].sort((a, b) => `${a.ucid} ${a.source}`.localeCompare(`${b.ucid} ${b.source}`));
        expect(sorted(cleanBars([...given].reverse()).bars)).toEqual(sorted(bars));
      }),
    );
  });
});
