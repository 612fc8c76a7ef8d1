import { describe, expect, it } from '@jest/globals';
import type { Round } from '../../shared/domain/round.ts';
import { roundDanger } from '../../shared/domain/roundDanger.ts';

const day = (time: string) => new Date(`2026-11-24T${time}Z`);
const round = (opens: string, closes: string): Round => ({
  number: 1325,
  openTime: day(opens),
  closeStakingTime: day(closes),
  closeTime: day('23:59:00'),
  numTickers: 300,
});

describe('roundDanger', () => {
  it.each([
    ['11:59:59', 'none'],
    ['12:00:00', 'none'],
    ['12:01:00', 'none'],
    ['12:19:59', 'none'],
    ['12:20:00', 'at-risk'],
    ['12:59:59', 'at-risk'],
    ['13:00:00', 'missed'],
    ['13:59:59', 'missed'],
    ['14:00:00', 'none'],
  ])('of a round from 12:00 to 13:00 is at %s: %s', (time, danger) => {
    expect(roundDanger(round('12:00:00', '13:00:00'), day(time))).toBe(danger);
  });

  it.each([
    ['12:04:59', 'none'],
    // Exactly 25 minutes left is not less than 25.
    ['12:05:00', 'none'],
    ['12:05:01', 'at-risk'],
  ])('of a round of half an hour is at %s, judged by what is left: %s', (time, danger) => {
    expect(roundDanger(round('12:00:00', '12:30:00'), day(time))).toBe(danger);
  });
});
