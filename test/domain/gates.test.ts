import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSubmission } from '../../shared/domain/buildSubmission.ts';
import {
  coverageGate,
  coveredCount,
  emptyFeatureGate,
  featureShares,
  rowsMatch,
  selfCheckGate,
  sharedValueGate,
  spreadGate,
} from '../../shared/domain/gates.ts';
import type { Column } from '../../shared/domain/table.ts';
import { inventedSymbols } from '../support/inventedUniverse.ts';

const { NaN: missing, POSITIVE_INFINITY: infinite } = Number;
const numbers = (...values: number[]): Column => ({ kind: 'number', values: Float64Array.from(values) });

describe('featureShares', () => {
  it('counts what is neither NaN nor null, a zero and an empty text included', () => {
    const columns: Column[] = [
      numbers(0, missing, missing),
      numbers(1, missing, 2),
      { kind: 'text', values: ['', null, 'a'] },
      { kind: 'time', values: Float64Array.of(0, missing, missing) },
    ];
    expect([...featureShares(columns, 3)]).toEqual([1, 0, 0.5]);
  });

  it('misses nothing in a model without features', () => {
    expect([...featureShares([], 2)]).toEqual([1, 1]);
  });
});

describe('coveredCount', () => {
  it('takes a row with half of the features, not one with less, and none without raw output', () => {
    const raw = Float64Array.of(1, 1, 1, missing, infinite);
    expect(coveredCount(raw, Float64Array.of(1, 0.5, 0.499, 1, 1))).toBe(3);
  });
});

describe('coverageGate', () => {
  it('fails below the share, with the numbers', () => {
    expect(coverageGate({ covered: 212, rows: 300, minCoverage: 0.9 })).toEqual([
      {
        gate: 'coverage',
        level: 'fail',
        message: 'features exist for 212 of 300 tokens, 270 are required',
        value: 212 / 300,
        limit: 0.9,
      },
    ]);
  });

  it.each([
    [269, 300, 0.9, 1],
    [270, 300, 0.9, 0],
    [300, 300, 1, 0],
    [299, 300, 1, 1],
    [0, 300, 0, 0],
    [6, 100, 0.07, 1],
    [7, 100, 0.07, 0],
    [271, 301, 0.9, 0],
    [270, 301, 0.9, 1],
  ])('with %d of %d covered and %d required has %d findings', (covered, rows, minCoverage, findings) => {
    expect(coverageGate({ covered, rows, minCoverage })).toHaveLength(findings);
  });

  it('requires the smallest number whose share suffices, for any share in hundredths', () => {
    const rows = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 100 }), (n, hundredths) => {
        const passes = (covered: number) =>
          coverageGate({ covered, rows: n, minCoverage: hundredths / 100 }).length === 0;
        const required = Math.trunc((hundredths * n + 99) / 100);
        expect(passes(required)).toBe(true);
        expect(required > 0 && passes(required - 1)).toBe(false);
      }),
    );
  });
});

describe('spreadGate', () => {
  it.each([
    ['no output at all', [missing, missing]],
    ['one output', [0.3, missing]],
    ['one value', [0.3, 0.3, 0.3]],
    ['only zeros', [0, -0, 0]],
    ['one finite value beside infinities', [0.3, infinite, -infinite]],
    ['rounding noise', [0.3, 0.1 + 0.2]],
    ['noise on huge values', [1e300, 1e300 * (1 + 1e-9)]],
    ['noise on tiny values', [1e-300, 1e-300 * (1 + 1e-9)]],
  ])('fails with %s', (_, raw) => {
    const message = 'the raw output is (nearly) the same for every token';
    const [finding, ...others] = spreadGate(Float64Array.from(raw));
    expect(finding).toMatchObject({ gate: 'spread', level: 'fail', message, limit: 1e-6 });
    expect(finding!.value).toBeLessThanOrEqual(1e-6);
    expect(others).toEqual([]);
  });

  it.each([
    ['two values', [0.3, 0.4]],
    ['values around zero', [-1e-9, 1e-9]],
    ['values whose squares overflow', [1e300, -1e300]],
    ['values whose squares vanish', [1e-300, 2e-300]],
    ['the largest numbers there are', [Number.MAX_VALUE, -Number.MAX_VALUE]],
  ])('passes %s', (_, raw) => {
    expect(spreadGate(Float64Array.from(raw))).toEqual([]);
  });

  it('draws the line at a millionth of the size', () => {
    // The sample deviation of 1 - d and 1 + d is d × √2, their mean absolute value 1.
    const around = (d: number) => Float64Array.of(1 - d, 1 + d);
    expect(spreadGate(around(0.99e-6 / Math.SQRT2))).toHaveLength(1);
    expect(spreadGate(around(1.01e-6 / Math.SQRT2))).toEqual([]);
  });

  it('does not depend on the unit of the raw outputs', () => {
    const unit = fc.constantFrom(1e-200, 1e-3, 1, 1e3, 1e200);
    const some = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 10 });
    fc.assert(
      fc.property(some, unit, (raw, scale) => {
        const found = (factor: number) =>
          spreadGate(Float64Array.from(raw, (value) => value * factor)).length;
        expect(found(scale)).toBe(found(1));
      }),
    );
  });
});

describe('emptyFeatureGate', () => {
  it('names the features that no token has a value of, and no other', () => {
    const columns: Column[] = [
      numbers(missing, 1),
      numbers(missing, missing),
      { kind: 'text', values: [null, null] },
    ];
    expect(emptyFeatureGate(['a', 'b', 'c'], columns)).toMatchObject([
      { gate: 'empty-feature', level: 'warn', message: '2 of 3 features have no value for any token: b, c' },
    ]);
  });

  it('is silent when each feature has one value', () => {
    expect(emptyFeatureGate(['a'], [numbers(missing, 0)])).toEqual([]);
  });
});

describe('sharedValueGate', () => {
  it.each([
    ['half of the rows share a value', [1, 1, 2, 3], 0],
    ['more than half do', [1, 1, 1, 2, 3], 1],
    ['both zeros are one value', [0, -0, 0, 2, 3], 1],
    ['missing values are not a value', [missing, missing, missing, 2, 3], 0],
    ['there are no rows', [], 0],
  ])('when %s', (_, raw, findings) => {
    expect(sharedValueGate(Float64Array.from(raw))).toHaveLength(findings);
  });

  it('warns with the numbers', () => {
    expect(sharedValueGate(Float64Array.of(5, 5, 5, missing))).toEqual([
      {
        gate: 'shared-value',
        level: 'warn',
        message: '3 of 4 tokens share one raw output',
        value: 0.75,
        limit: 0.5,
      },
    ]);
  });
});

describe('rowsMatch', () => {
  it('has nothing to say when the numbers agree or Numerai announced none', () => {
    expect(rowsMatch(300, 300)).toEqual([]);
    expect(rowsMatch(300, undefined)).toEqual([]);
  });

  it.each([299, 301])('fails with %d rows of 300', (rows) => {
    const message = `the live file has ${rows} tokens, Numerai announced 300`;
    expect(rowsMatch(rows, 300)).toEqual([{ gate: 'rows', level: 'fail', message, value: rows, limit: 300 }]);
  });
});

describe('selfCheckGate', () => {
  const symbols = inventedSymbols();
  const raw = Float64Array.from(symbols, (_, row) => Math.sin(row));
  const good = buildSubmission(symbols, raw).submission;

  it('passes what buildSubmission makes', () => {
    expect(selfCheckGate(symbols, good)).toEqual([]);
  });

  it('passes any raw outputs that the spread gate passes', () => {
    const output = fc.oneof(fc.double(), fc.constantFrom(0, 1, missing));
    fc.assert(
      fc.property(fc.array(output, { minLength: 300, maxLength: 300 }), (values) => {
        const outputs = Float64Array.from(values);
        fc.pre(spreadGate(outputs).length === 0);
        expect(selfCheckGate(symbols, buildSubmission(symbols, outputs).submission)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [
      'a token left out',
      { symbols: symbols.slice(1), values: good.values.slice(1) },
      /299 rows, 299 of 300 tokens/,
    ],
    [
      'an unknown token for a known one',
      { ...good, symbols: symbols.with(3, 'ZZ') },
      /300 rows, 299 of 300 tokens/,
    ],
    ['an unknown token more', withRow('ZZ'), /301 rows, 300 of 300 tokens/],
    ['a token twice', withRow('BTC'), /Duplicates detected/],
    ['a changed case', { ...good, symbols: symbols.map((one) => one.toLowerCase()) }, /Not enough stocks/],
    ['a missing value', { symbols, values: good.values.with(5, missing) }, /must not contain NaNs/],
    ['a constant', { symbols, values: good.values.map(() => 0.5) }, /non-zero standard deviation/],
    [
      'exactly 0, which Numerai takes',
      { symbols, values: good.values.with(5, 0) },
      /1 of 300 values are not strictly/,
    ],
    [
      'exactly 1, which Numerai takes',
      { symbols, values: good.values.with(5, 1) },
      /1 of 300 values are not strictly/,
    ],
  ])('fails with %s', (_, submission, message) => {
    expect(selfCheckGate(symbols, submission)).toEqual([
      { gate: 'self-check', level: 'fail', message: expect.stringMatching(message) },
    ]);
  });

  function withRow(symbol: string) {
    return { symbols: [...symbols, symbol], values: Float64Array.of(...good.values, 0.4) };
  }
});
