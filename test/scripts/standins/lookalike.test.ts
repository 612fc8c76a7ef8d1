import { describe, expect, it } from '@jest/globals';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { lookalikeLive, lookalikeLiveTable } from '../../../scripts/standins/lookalike.ts';
import { FEATURES } from '../../../scripts/standins/lookalikeDay.ts';
import {
  lookalikeExamplePredictions,
  lookalikeMetaModel,
} from '../../../scripts/standins/lookalikePredictions.ts';
import { lookalikeTrain, lookalikeTrainTable } from '../../../scripts/standins/lookalikeTrain.ts';
import { readParquet } from '../../../shared/adapters/parquet.ts';
import { numberColumn, type Table, textColumn, timeColumn } from '../../../shared/domain/table.ts';
import { toUniverse } from '../../../shared/domain/universe.ts';

const DATE = '2026-05-20';
const exact = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

/** How often each of the five levels occurs, and how many cells are missing. */
function shares(values: Float64Array): number[] {
  return [0, 0.25, 0.5, 0.75, 1, Number.NaN].map(
    (level) => values.filter((value) => Object.is(value, level)).length,
  );
}

function correlation(x: Float64Array, y: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (term: (i: number) => number) => x.reduce((total, _, i) => total + term(i), 0);
  const covariance = sum((i) => (x[i]! - mx) * (y[i]! - my));
  return covariance / Math.sqrt(sum((i) => (x[i]! - mx) ** 2) * sum((i) => (y[i]! - my) ** 2));
}

describe('the look-alike of live.parquet', () => {
  it('has the physical schema of the real one: 25 nullable columns in order, SNAPPY, symbol last', async () => {
    const { schema, row_groups } = parquetMetadata(exact(await lookalikeLive({ date: DATE })));
    const shown = schema.slice(1).map(({ name, type, logical_type, repetition_type }) => {
      return [name, type, logical_type?.type, repetition_type].join(' ');
    });
    expect(shown).toEqual([
      'ucid BYTE_ARRAY STRING OPTIONAL',
      'date INT64 TIMESTAMP OPTIONAL',
      ...FEATURES.map((name) => `${name} FLOAT  OPTIONAL`),
      'symbol BYTE_ARRAY STRING OPTIONAL',
    ]);
    expect(schema[2]?.logical_type).toEqual({ type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' });
    expect(new Set(row_groups[0]?.columns.map((column) => column.meta_data?.codec))).toEqual(
      new Set(['SNAPPY']),
    );
  });

  it('reads as its own table, and hyparquet agrees', async () => {
    const bytes = await lookalikeLive({ date: DATE });
    const table = lookalikeLiveTable({ date: DATE });
    expect(await readParquet(bytes)).toEqual(table);
    const rows = await parquetReadObjects({ file: exact(bytes) });
    expect(rows.map((row) => row.symbol)).toEqual(textColumn(table, 'symbol'));
    expect(new Set(rows.map((row) => Number(row.date)))).toEqual(new Set([Date.parse(DATE)]));
  });

  it.each([
    [300, [15, 60, 150, 60, 15]],
    [301, [15, 60, 151, 60, 15]],
    [299, [15, 60, 149, 60, 15]],
    [100, [5, 20, 50, 20, 5]],
    [99, [5, 20, 49, 20, 5]],
  ])('of %i tokens has every feature at the five levels in their shares', (tokens, expected) => {
    const table = lookalikeLiveTable({ date: DATE, tokens });
    for (const name of FEATURES) {
      const [counts, missing] = [
        shares(numberColumn(table, name)).slice(0, 5),
        shares(numberColumn(table, name))[5]!,
      ];
      expect(counts.reduce((sum, count) => sum + count, missing)).toBe(tokens);
      for (const [level, count] of counts.entries()) {
        expect(count).toBeLessThanOrEqual(expected[level]!);
        expect(count).toBeGreaterThanOrEqual(expected[level]! - missing);
      }
      expect(missing).toBeLessThanOrEqual(3);
    }
  });

  it('lacks the same few cells that young tokens lack, and no others', () => {
    const table = lookalikeLiveTable({ date: DATE });
    const missing = FEATURES.filter((name) => numberColumn(table, name).some(Number.isNaN));
    expect(missing).toEqual(['feature_bollinger_60d', 'feature_momentum_60d']);
    const rows = [...numberColumn(table, 'feature_momentum_60d').keys()].filter((row) =>
      Number.isNaN(numberColumn(table, 'feature_momentum_60d')[row]),
    );
    expect(Math.min(...rows)).toBeGreaterThanOrEqual(180);
  });

  it('is a universe with every trap a symbol can be', () => {
    const { symbols, ucids, date } = toUniverse(lookalikeLiveTable({ date: DATE }));
    expect(date).toBe(DATE);
    expect([symbols[0], symbols[1], symbols.includes('NMR')]).toEqual(['BTC', 'ETH', true]);
    const traps = [
      /^[A-Z]+[a-z]+$/,
      /^[A-Z][a-z]+[A-Z][a-z]+$/,
      /^\p{Script=Han}{4}$/u,
      /^\d/,
      /^[A-Z]$/,
      /[A-Z]\d+$/,
    ];
    expect(traps.filter((trap) => !symbols.some((symbol) => trap.test(symbol)))).toEqual([]);
    expect(new Set(ucids).size).toBe(300);
    expect(ucids?.every((ucid) => /^[1-9]\d*$/.test(ucid))).toBe(true);
    expect(ucids).not.toEqual([...(ucids ?? [])].sort((a, b) => Number(a) - Number(b)));
  });

  it('is the same for the same seed and day, keeps its tokens from day to day, and changes with the seed', async () => {
    const live = (date: string, seed?: number) => lookalikeLiveTable({ date, ...(seed && { seed }) });
    expect(await lookalikeLive({ date: DATE })).toEqual(await lookalikeLive({ date: DATE, seed: 1 }));
    expect(textColumn(live('2026-05-21'), 'symbol')).toEqual(textColumn(live(DATE), 'symbol'));
    expect(numberColumn(live('2026-05-21'), FEATURES[0]!)).not.toEqual(
      numberColumn(live(DATE), FEATURES[0]!),
    );
    expect(textColumn(live(DATE, 2), 'symbol')).not.toEqual(textColumn(live(DATE), 'symbol'));
  });
});

describe('the look-alike of train.parquet', () => {
  const train = lookalikeTrainTable({ until: '2026-05-17', weekdays: 60, tokens: 300 });

  it('has a date, the features, two targets and symbol, no ucid', async () => {
    const bytes = await lookalikeTrain({ until: DATE, weekdays: 2, tokens: 100 });
    const { rows, columns } = await readParquet(bytes);
    expect([rows, ...columns.keys()]).toEqual([
      200,
      'date',
      ...FEATURES,
      'target_binned_return_20',
      'target_binned_return_60',
      'symbol',
    ]);
  });

  it('has weekdays only, the last one a Friday when it was to end on a Sunday', () => {
    const days = [...new Set(timeColumn(train, 'date'))];
    expect(days.length).toBe(60);
    expect(days.at(-1)).toBe(Date.parse('2026-05-15'));
    expect(days.filter((day) => [0, 6].includes(new Date(day).getUTCDay()))).toEqual([]);
    expect(days).toEqual([...days].sort((a, b) => a - b));
  });

  it('has symbols that leave and enter, none twice a day, and ends with the live universe', () => {
    const symbols = textColumn(train, 'symbol');
    const first = new Set(symbols.slice(0, 300));
    const last = symbols.slice(-300);
    expect(first.size).toBe(300);
    expect(last.filter((symbol) => !first.has(symbol)).length).toBe(11);
    expect(last).toEqual(textColumn(lookalikeLiveTable({ date: DATE }), 'symbol'));
  });

  it('has targets in the shares of the features that know a little, but not much, about them', () => {
    const target = numberColumn(train, 'target_binned_return_20');
    expect(shares(target.subarray(0, 300))).toEqual([15, 60, 150, 60, 15, 0]);
    const momentum = numberColumn(train, 'feature_momentum_60d').map((value) => value || 0);
    expect(correlation(momentum, target)).toBeGreaterThan(0.1);
    expect(correlation(momentum, target)).toBeLessThan(0.4);
    expect(Math.abs(correlation(numberColumn(train, 'feature_close_avg_20d'), target))).toBeLessThan(0.05);
    expect(numberColumn(train, 'target_binned_return_60')).not.toEqual(target);
  });
});

describe('the look-alikes of the prediction files', () => {
  const live: Table = lookalikeLiveTable({ date: DATE });

  it('example predictions follow the live order, with ties', () => {
    const example = lookalikeExamplePredictions(live);
    const values = numberColumn(example, 'prediction');
    expect(textColumn(example, 'symbol')).toEqual(textColumn(live, 'symbol'));
    expect(Math.min(...values)).toBeGreaterThan(0.3);
    expect(Math.max(...values)).toBeLessThan(0.7);
    expect(new Set(values).size).toBeLessThan(300);
  });

  it('the Meta Model is a rank of its own over the same tokens', () => {
    const meta = lookalikeMetaModel(live);
    expect([...meta.columns.keys()]).toEqual(['id', 'symbol', 'date', 'prediction']);
    expect([...numberColumn(meta, 'id')].map(String)).toEqual(textColumn(live, 'ucid'));
    expect([...new Set(textColumn(meta, 'date'))]).toEqual([DATE]);
    const grid = Array.from({ length: 300 }, (_, i) => (i + 0.5) / 300);
    expect([...numberColumn(meta, 'prediction')].sort((a, b) => a - b)).toEqual(grid);
  });
});
