import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, utcDay } from '../../shared/domain/utcDay.ts';

describe('utcDay', () => {
  it.each([
    ['the first millisecond of a day', Date.UTC(2026, 4, 20), '2026-05-20'],
    ['the last millisecond of a day', Date.UTC(2026, 4, 21) - 1, '2026-05-20'],
    ['a time before 1970', -1, '1969-12-31'],
    ['not a number', Number.NaN, undefined],
    ['nanoseconds taken for milliseconds', Date.UTC(2026, 4, 20) * 1e6, undefined],
    ['microseconds taken for milliseconds', Date.UTC(2026, 4, 20) * 1e3, undefined],
  ])('of %s', (_, epochMs, day) => {
    expect(utcDay(epochMs)).toBe(day);
  });
});

describe('addDays and daysBetween', () => {
  it('cross months, leap days and years', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  });

  it('undo each other', () => {
    const days = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(days, (count) => {
        expect(daysBetween('2026-05-20', addDays('2026-05-20', count))).toBe(count);
      }),
    );
  });
});
