import { describe, expect, it } from '@jest/globals';
import { type Round, roundPhase } from '../../shared/domain/round.ts';

const round: Round = {
  number: 812,
  openTime: new Date('2026-05-21T12:00:00Z'),
  closeStakingTime: new Date('2026-05-21T13:00:00Z'),
  closeTime: new Date('2026-05-22T12:00:00Z'),
  numTickers: 300,
};

describe('roundPhase', () => {
  it.each([
    ['2026-05-21T11:59:59.999Z', 'before'],
    ['2026-05-21T12:00:00.000Z', 'on-time'],
    ['2026-05-21T12:59:59.999Z', 'on-time'],
    ['2026-05-21T13:00:00.000Z', 'late'],
    ['2026-05-22T11:59:59.999Z', 'late'],
    ['2026-05-22T12:00:00.000Z', 'closed'],
  ])('at %s is %s', (now, phase) => {
    expect(roundPhase(round, new Date(now))).toBe(phase);
  });
});
