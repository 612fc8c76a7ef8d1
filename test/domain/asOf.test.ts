import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asOf } from '../../shared/domain/asOf.ts';
import { splitByDay } from '../../shared/domain/splitByDay.ts';
import { toUserDay } from '../../shared/domain/userDay.ts';
import { addDays } from '../../shared/domain/utcDay.ts';
import { columnTable } from '../support/columnTable.ts';

interface Golden {
  readonly pandas: string;
  readonly tokens: string[];
  readonly rows: { date: string[]; symbol: string[]; x: (number | null)[] };
  readonly cases: { day: string; maxAgeDays: number; x: (number | null)[] }[];
}
const golden: Golden = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../golden/asof/merge-asof.json'), 'utf8'),
);

function userDays(rows: Parameters<typeof columnTable>[0]) {
  return splitByDay(columnTable(rows), undefined).map(([day, part]) => toUserDay(part, day));
}

describe(`asOf against pandas.merge_asof (pandas ${golden.pandas})`, () => {
  const days = userDays({ ...golden.rows });
  it.each(golden.cases)('on $day, at most $maxAgeDays days old', ({ day, maxAgeDays, x }) => {
    const tokens = { symbols: golden.tokens, ucids: undefined };
    const values = asOf(days, 'x', { day, maxAgeDays, tokens });
    expect([...values].map((value) => (Number.isNaN(value) ? null : value))).toEqual(x);
  });
});

describe('asOf', () => {
  it('joins by ucid where the table has it, whatever the symbol says, and never by an empty one', () => {
    const days = userDays({
      date: ['2026-05-20', '2026-05-20'],
      ucid: ['1', '2'],
      symbol: ['A', 'B'],
      x: [7, 8],
    });
    const tokens = { symbols: ['B', 'A', 'C'], ucids: ['1', '', '2'] };
    expect([...asOf(days, 'x', { day: '2026-05-20', maxAgeDays: 0, tokens })]).toEqual([7, NaN, 8]);
    const without = { symbols: ['A'], ucids: undefined };
    expect([...asOf(days, 'x', { day: '2026-05-20', maxAgeDays: 0, tokens: without })]).toEqual([NaN]);
  });

  it('keeps symbols apart that differ only in case', () => {
    const days = userDays({ date: ['2026-05-20'], symbol: ['babydoge'], x: [1] });
    const tokens = { symbols: ['BABYDOGE', 'babydoge'], ucids: undefined };
    expect([...asOf(days, 'x', { day: '2026-05-20', maxAgeDays: 0, tokens })]).toEqual([NaN, 1]);
  });

  it('is not changed by later days', () => {
    const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(offsets, fc.integer({ min: 0, max: 20 }), (days, at) => {
        const day = addDays('2026-05-01', at);
        const dates = days.map((offset) => addDays('2026-05-01', offset));
        const all = userDays({ date: dates, symbol: dates.map(() => 'A'), x: [...days] });
        const known = all.filter((one) => one.day <= day);
        const when = { day, maxAgeDays: 5, tokens: { symbols: ['A'], ucids: undefined } };
        expect([...asOf(all, 'x', when)]).toEqual([...asOf(known, 'x', when)]);
      }),
    );
  });
});
