import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { dailyBars } from '../../../shared/adapters/providers/dailyBars.ts';
import { dayEndingAt } from '../../../shared/adapters/providers/dayEndingAt.ts';
import { finishedDays, lengthOf } from '../../../shared/adapters/providers/finishedDays.ts';
import { inParallel } from '../../../shared/adapters/providers/inParallel.ts';
import { jsonOf } from '../../../shared/adapters/providers/jsonOf.ts';
import { reading } from '../../../shared/adapters/providers/reading.ts';
import { rowsOf } from '../../../shared/adapters/providers/rowsOf.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { rejectionOf } from '../../support/limits.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a reading', () => {
  it.each([
    [1.5, 1.5],
    ['1.5', 1.5],
    ['1e-9', 1e-9],
    [5e-324, 5e-324],
    [0, Number.NaN],
    [-0, Number.NaN],
    ['0.00', Number.NaN],
    [-1, Number.NaN],
    [null, Number.NaN],
    ['', Number.NaN],
    ['NaN', Number.NaN],
    ['Infinity', Number.NaN],
    ['n/a', Number.NaN],
    ['1,000', Number.NaN],
  ])('of %j is %d', (value, expected) => {
    expect(reading.parse(value)).toBe(expected);
  });

  it.each([[undefined], [true], [{}], [[1]]])('is not made of %j', (value) => {
    expect(reading.safeParse(value).success).toBe(false);
  });
});

describe('rows', () => {
  const rows = (broken: number, all: number) =>
    Array.from({ length: all }, (_, i) => ({ price: i < broken ? {} : i }));
  const schema = rowsOf(z.object({ price: z.number() }));

  it('that are broken are left out, up to one in twenty', () => {
    expect(schema.parse(rows(5, 100)).map(({ price }) => price)).toEqual(
      Array.from({ length: 95 }, (_, i) => i + 5),
    );
    expect(schema.parse([])).toEqual([]);
  });

  it.each([
    [6, 100, '6 of 100 rows, row 0: price: '],
    [1, 1, '1 of 1 rows, row 0: price: '],
  ])('%i of %i broken are a wrong shape, which is told', (broken, all, words) => {
    expect(schema.safeParse(rows(broken, all)).error?.issues[0]?.message).toContain(words);
  });

  it('are a list and nothing else', () => {
    expect(schema.safeParse({ 0: { price: 1 } }).success).toBe(false);
  });
});

describe('JSON', () => {
  it('may have bare NaN and Infinity for unknown numbers, and words in text are left alone', () => {
    expect(jsonOf(bytes('{"NaN":NaN,"a":-Infinity,"b":"NaN, \\"Infinity\\"","c":[1,NaN]}'))).toEqual({
      NaN: null,
      a: null,
      b: 'NaN, "Infinity"',
      c: [1, null],
    });
  });

  it.each(['', '<html>', '{"a":NaN', '{"a":1', 'Infinity and beyond'])('is none in %j', (text) => {
    expect(jsonOf(bytes(text))).toBeUndefined();
  });

  it('is read as JSON.parse reads it wherever that can', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value = JSON.parse(text);
        expect(jsonOf(bytes(text)) ?? null).toEqual(value);
      }),
    );
  });
});

describe('the end of a day', () => {
  const hour = 3_600_000;
  it.each([
    ['2026-03-08T23:59:00.000Z', '2026-03-08'],
    ['2026-03-09T00:00:00.000Z', '2026-03-08'],
    ['2026-03-09T00:04:16.000Z', '2026-03-08'],
    ['2026-03-09T01:00:00.000Z', '2026-03-08'],
    ['2026-03-09T01:00:00.001Z', undefined],
    ['2026-03-09T12:00:00.000Z', undefined],
    ['2026-03-08T23:00:00.000Z', '2026-03-08'],
    ['2026-03-08T22:59:59.999Z', undefined],
  ])('%s is of %s', (time, day) => {
    expect(dayEndingAt(Date.parse(time), hour)).toBe(day);
  });

  it('is of no day where time is none, or in the wrong unit', () => {
    expect(dayEndingAt(Number.NaN, hour)).toBeUndefined();
    expect(dayEndingAt(1_735_689_600_000_000, hour)).toBeUndefined();
  });
});

it('finished days end yesterday', () => {
  const now = new Date('2026-11-24T00:00:00.000Z');
  expect(finishedDays({ from: '2026-11-20', to: '2026-11-30' }, now)).toEqual({
    from: '2026-11-20',
    to: '2026-11-23',
  });
  expect(finishedDays({ from: '2026-11-20', to: '2026-11-21' }, now)).toEqual({
    from: '2026-11-20',
    to: '2026-11-21',
  });
  expect(finishedDays({ from: '2026-11-24', to: '2026-11-30' }, now)).toBeUndefined();
  expect(finishedDays({ from: '2026-11-22', to: '2026-11-21' }, now)).toBeUndefined();
  expect(lengthOf({ from: '2026-02-28', to: '2026-03-01' })).toBe(2);
});

it('bars are sorted, of distinct days in the range, the last word on each, whatever order they came in', () => {
  const owner = { ucid: '1', symbol: 'BTC', source: 'x', collectedAt: new Date(0) };
  const rows = fc.array(
    fc.record({
      day: fc.option(
        fc.integer({ min: -5, max: 15 }).map((n) => addDays('2026-01-01', n)),
        { nil: undefined },
      ),
      numbers: fc.record({
        close: fc.oneof(fc.constant(Number.NaN), fc.double({ min: 1, max: 9, noNaN: true })),
      }),
    }),
  );
  const range = { from: '2026-01-01', to: '2026-01-10' };
  fc.assert(
    fc.property(rows, (days) => {
      const bars = dailyBars(owner, days, range);
      const expected = [...new Set(days.map(({ day }) => day))]
        .filter((day) => day !== undefined && day >= range.from && day <= range.to)
        .sort()
        .flatMap((day) => {
          const closes = days.filter((one) => one.day === day).map(({ numbers }) => numbers.close);
          const close = closes.findLast((value) => !Number.isNaN(value));
          return close === undefined ? [] : [[day, close]];
        });
      expect(bars.map(({ day, close }) => [day, close])).toEqual(expected);
      expect(dailyBars(owner, days, undefined)).toEqual([]);
    }),
  );
});

describe('in parallel', () => {
  it('keeps the order, with a few under way at a time', async () => {
    let underWay = 0;
    let most = 0;
    const results = await inParallel([5, 1, 4, 2, 3, 0, 6], async (n) => {
      most = Math.max(most, ++underWay);
      await new Promise((done) => setTimeout(done, n));
      underWay -= 1;
      return n * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30, 0, 60]);
    expect(most).toBe(4);
  });

  it('begins nothing after a failure, and ends what is under way before it throws', async () => {
    const [begun, ended]: [number[], number[]] = [[], []];
    const work = inParallel([0, 1, 2, 3, 4, 5, 6, 7], async (n) => {
      begun.push(n);
      await new Promise((done) => setTimeout(done, n === 1 ? 1 : 15));
      if (n === 1) throw new Error('one');
      ended.push(n);
    });
    expect(await rejectionOf(work)).toMatchObject({ message: 'one' });
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(ended).toEqual([0, 2, 3]);
  });
});
