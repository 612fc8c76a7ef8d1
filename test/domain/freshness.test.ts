import { describe, expect, it } from '@jest/globals';
import { freshness } from '../../shared/domain/freshness.ts';
import type { Round } from '../../shared/domain/round.ts';

function openingAt(openTime: string): Round {
  const open = new Date(openTime);
  const later = (hours: number) => new Date(open.getTime() + hours * 3_600_000);
  return { number: 812, openTime: open, closeStakingTime: later(1), closeTime: later(24), numTickers: 300 };
}
const thursday = openingAt('2026-05-21T12:00:00Z');

describe('freshness', () => {
  it('fits when the file is of the day before the opening', () => {
    expect(freshness('2026-05-20', thursday, 0)).toEqual({ kind: 'fresh' });
  });

  it.each(['2026-05-21T00:00:00.000Z', '2026-05-21T23:59:59.999Z'])(
    'takes the UTC day of the opening, wherever in it the opening is: %s',
    (openTime) => {
      expect(freshness('2026-05-20', openingAt(openTime), 0)).toEqual({ kind: 'fresh' });
    },
  );

  it('does not look at weekdays: a round that opens on a Monday wants the Sunday', () => {
    const monday = openingAt('2026-05-25T12:00:00Z');
    expect(freshness('2026-05-24', monday, 0)).toEqual({ kind: 'fresh' });
    expect(freshness('2026-05-22', monday, 0)).toMatchObject({ kind: 'stale', days: 2 });
  });

  it('is stale with any older day, and says which is expected', () => {
    const stale = { kind: 'stale', days: 1, expected: '2026-05-20', found: '2026-05-19' };
    expect(freshness('2026-05-19', thursday, 0)).toEqual(stale);
  });

  it.each([
    ['2026-05-18', 'accepted-stale', 2],
    ['2026-05-17', 'stale', 3],
  ])('accepts as many days as the settings say, here 2: %s is %s', (found, kind, days) => {
    expect(freshness(found, thursday, 2)).toEqual({ kind, days, expected: '2026-05-20', found });
  });

  it('tells a newer file from a fresh one, however many stale days are accepted', () => {
    const newer = { kind: 'newer', days: 1, expected: '2026-05-20', found: '2026-05-21' };
    expect(freshness('2026-05-21', thursday, 7)).toEqual(newer);
  });

  it('cannot judge a file without a date', () => {
    expect(freshness(undefined, thursday, 0)).toEqual({ kind: 'undated' });
  });
});
