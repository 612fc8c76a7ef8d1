import { describe, expect, it } from '@jest/globals';
import { splitByDay } from '../../shared/domain/splitByDay.ts';
import { toUserDay } from '../../shared/domain/userDay.ts';
import { columnTable } from '../support/columnTable.ts';

const DAY = '2026-05-20';

describe('toUserDay', () => {
  it('takes ids that pandas has stored as numbers', () => {
    const { places, joinedBy } = toUserDay(columnTable({ ucid: [1, 1027], x: [5, 6] }), DAY);
    expect([joinedBy, [...places]]).toEqual([
      'ucid',
      [
        ['1', 0],
        ['1027', 1],
      ],
    ]);
  });

  it('takes a column without a single value for numbers that are missing', () => {
    const { columns } = toUserDay(columnTable({ symbol: ['A'], x: [null] }), DAY);
    expect([...columns.get('x')!]).toEqual([NaN]);
  });

  it.each([
    ['neither ucid nor symbol', { name: ['A'], x: [1] }, /neither ucid nor symbol, but name, x/],
    [
      'a token twice',
      { symbol: ['A', 'B', 'A'], x: [1, 2, 3] },
      /symbol A occurs more than once on 2026-05-20/,
    ],
    ['a row without a token', { ucid: ['1', null], x: [1, 2] }, /1 of 2 rows have no ucid/],
    ['text among the numbers', { symbol: ['A'], x: ['high'] }, /"x" holds text/],
    ['no numbers', { symbol: ['A'], ucid: ['1'] }, /no column of numbers/],
    ['times for tokens', { ucid: [new Date(0)], x: [1] }, /"ucid" holds times/],
  ])('refuses %s', (_, columns, message) => {
    expect(() => toUserDay(columnTable(columns), DAY)).toThrow(message);
  });
});

describe('splitByDay', () => {
  it('sorts rows into days, times of day included', () => {
    const table = columnTable({
      date: [new Date('2026-05-21T23:59:59Z'), new Date('2026-05-20T00:00:00Z'), new Date('2026-05-21')],
      symbol: ['A', 'B', 'C'],
    });
    const days = splitByDay(table, undefined);
    expect(days.map(([day, part]) => [day, part.rows, part.columns.has('date')])).toEqual([
      ['2026-05-20', 1, false],
      ['2026-05-21', 2, false],
    ]);
  });

  it.each([
    ['no day at all', { symbol: ['A'] }, undefined, /no day was given/],
    ['a day from both sides', { symbol: ['A'], date: [DAY] }, DAY, /given as well/],
    [
      'an unreadable day',
      { symbol: ['A', 'B'], date: [DAY, '20.5.2026'] },
      undefined,
      /row 2 has no readable date/,
    ],
    ['days as numbers', { symbol: ['A'], date: [20260520] }, undefined, /row 1 has no readable date/],
    ['no rows', { symbol: [], date: [] }, undefined, /no rows/],
  ])('refuses %s', (_, columns, given, message) => {
    expect(() => splitByDay(columnTable(columns), given)).toThrow(message);
  });
});
