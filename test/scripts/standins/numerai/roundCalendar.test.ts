import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { phaseOf, RoundCalendar } from '../../../../scripts/standins/numerai/roundCalendar.ts';

const TUESDAY = new Date('2025-09-23T13:00:00Z');
const options = { roundNumber: 1100, windowSeconds: 3600, lateSeconds: 82_800 };
const at = (time: string) => new Date(time);

describe('RoundCalendar', () => {
  it('numbers the days before as Numerai did: 1099 opened on Saturday, 450 on Tuesday 2023-03-28', () => {
    const calendar = new RoundCalendar(options, TUESDAY);
    expect(calendar.byNumber(1099)!.openTime).toEqual(at('2025-09-20T13:00:00Z'));
    expect(calendar.byNumber(450)!.openTime).toEqual(at('2023-03-28T13:00:00Z'));
  });

  it('cuts times to whole seconds', () => {
    const { openTime, closeStakingTime } = new RoundCalendar(
      options,
      at('2025-09-23T13:00:00.999Z'),
    ).byNumber(1100)!;
    expect(openTime).toEqual(TUESDAY);
    expect(closeStakingTime).toEqual(at('2025-09-23T14:00:00Z'));
  });

  it('has a current round from its opening until the end of late acceptance', () => {
    const calendar = new RoundCalendar(options, TUESDAY);
    expect(calendar.current(at('2025-09-23T13:00:00Z'))?.number).toBe(1100);
    expect(calendar.current(at('2025-09-24T12:59:59Z'))?.number).toBe(1100);
    expect(calendar.current(at('2025-09-24T13:00:00Z'))).toBeUndefined();
  });

  it('has no current round before the first opening, and knows the one before as the newest', () => {
    const calendar = new RoundCalendar(options, TUESDAY);
    const before = at('2025-09-23T12:59:59Z');
    expect(calendar.current(before)).toBeUndefined();
    expect(calendar.newest(before).number).toBe(1099);
    expect(calendar.upcoming(before).map(({ number }) => number)).toEqual([1100]);
  });

  it('opens the next round on demand, for as long as it is told', () => {
    const calendar = new RoundCalendar(options, TUESDAY);
    calendar.schedule(at('2025-09-24T13:00:00Z'), { windowSeconds: 60, lateSeconds: 0 });
    expect(calendar.byNumber(1101)!.closeTime).toEqual(at('2025-09-24T13:01:00Z'));
    expect(calendar.newest(at('2025-09-24T13:00:30Z')).number).toBe(1101);
  });

  it('expects the round after Saturday on Tuesday', () => {
    const calendar = new RoundCalendar(options, at('2025-09-20T13:00:00Z'));
    expect(calendar.following(calendar.byNumber(1100)!).openTime).toEqual(at('2025-09-23T13:00:00Z'));
  });

  it('never opens a round of the past on a Sunday or a Monday, and none out of order', () => {
    const calendar = new RoundCalendar(options, TUESDAY);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1099 }), (number) => {
        const { openTime } = calendar.byNumber(number)!;
        expect(openTime.getUTCDay()).toBeGreaterThanOrEqual(2);
        expect(calendar.byNumber(number - 1)!.openTime < openTime).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

describe('phaseOf', () => {
  const round = new RoundCalendar(options, TUESDAY).byNumber(1100)!;

  it.each([
    ['2025-09-23T12:59:59.999Z', 'before'],
    ['2025-09-23T13:00:00.000Z', 'on-time'],
    ['2025-09-23T13:59:59.999Z', 'on-time'],
    ['2025-09-23T14:00:00.000Z', 'late'],
    ['2025-09-24T12:59:59.999Z', 'late'],
    ['2025-09-24T13:00:00.000Z', 'closed'],
  ])('at %s the round is %s', (time, phase) => {
    expect(phaseOf(round, at(time))).toBe(phase);
  });
});
