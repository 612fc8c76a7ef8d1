import { describe, expect, it } from '@jest/globals';
import type { Round } from '../../shared/domain/round.ts';
import { runDocument, type SlotReport } from '../../shared/domain/runDocument.ts';
import { runMetrics } from '../../shared/domain/runMetrics.ts';

const ROUND: Round = {
  number: 1325,
  openTime: new Date('2026-11-24T12:00:00Z'),
  closeStakingTime: new Date('2026-11-24T13:00:00Z'),
  closeTime: new Date('2026-11-25T12:00:00Z'),
  numTickers: 300,
};
const SUBMITTED: SlotReport = {
  slot: 'one',
  outcome: 'submitted',
  reason: '',
  next: null,
  status: 'on-time',
  candidate: 'base',
  degraded: false,
  accepted: 300,
  universe: 300,
  filename: 'r1325-one-base-1a2b3c4d.parquet',
  submission: null,
};
const at = (time: string, ...slots: Partial<SlotReport>[]) =>
  runMetrics(runDocument({ round: 1325, slots: slots.map((slot) => ({ ...SUBMITTED, ...slot })) }), {
    round: ROUND,
    now: new Date(`2026-11-24T${time}Z`),
  });

describe('runMetrics', () => {
  it('tells of a run that submitted how early it was and how much was accepted', () => {
    expect(at('12:05:00', {})).toEqual({
      DegradedLate: 0,
      KeysInTrouble: 0,
      MinutesToSpare: 55,
      AcceptedShare: 1,
    });
  });

  it('adds the tokens of all slots up, with none accepted where Numerai did not say', () => {
    const slots = [{ accepted: 270 }, { outcome: 'unconfirmed', accepted: null }] as const;
    expect(at('12:05:00', ...slots)).toMatchObject({ AcceptedShare: 270 / 600 });
  });

  it('leaves a slot out whose universe is not known', () => {
    expect(at('12:05:00', {}, { universe: null, accepted: 7 })).toMatchObject({ AcceptedShare: 1 });
    expect(at('12:05:00', { universe: null, accepted: 7 })).not.toHaveProperty('AcceptedShare');
  });

  it('says nothing of earliness for a run that found everything done', () => {
    expect(at('12:10:00', { outcome: 'already-submitted' })).toEqual({ DegradedLate: 0, KeysInTrouble: 0 });
  });

  it('publishes zeros between rounds, so that alarms go back', () => {
    const document = runDocument({ round: null, slots: [] });
    expect(runMetrics(document, { round: undefined, now: new Date() })).toEqual({
      DegradedLate: 0,
      KeysInTrouble: 0,
    });
  });

  it.each([
    ['12:44:59', 0],
    ['12:45:00', 1],
    ['13:03:00', 1],
    ['13:59:59', 1],
    ['14:00:00', 0],
  ])('holds a degraded submission against the round at %s: %d', (time, expected) => {
    const degraded = { outcome: 'already-submitted', degraded: true } as const;
    expect(at(time, degraded).DegradedLate).toBe(expected);
  });

  it('does not call a slot degraded that has no submission', () => {
    expect(at('12:50:00', { outcome: 'failed', degraded: true }).DegradedLate).toBe(0);
  });

  it('sees one degraded slot beside one that failed', () => {
    expect(at('12:50:00', { degraded: true }, { outcome: 'failed' }).DegradedLate).toBe(1);
  });

  it('tells the lowest coverage of what was uploaded, and nothing where none is known', () => {
    const slots = [
      { coverage: 1 },
      { outcome: 'unconfirmed', coverage: 0.92 },
      { outcome: 'already-submitted', coverage: 0.5 },
    ] as const;
    expect(at('12:05:00', ...slots)).toMatchObject({ Coverage: 0.92 });
    expect(at('12:05:00', {})).not.toHaveProperty('Coverage');
  });

  it.each([
    ['numerai_scope_missing', 1],
    ['rate_limited', 1],
    ['server_error', 0],
  ])('counts a slot that was stopped by %s as keys in trouble: %d', (code, expected) => {
    const failed = { outcome: 'failed', error: { code, message: '', hint: '' } } as const;
    expect(at('12:05:00', {}, failed).KeysInTrouble).toBe(expected);
  });
});
