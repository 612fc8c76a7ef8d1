import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundHistory } from '../../shared/report/roundHistory.ts';
import { roundLine } from '../../shared/report/roundLine.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');
const MINUTE = 60_000;
const instant = (minutes: number) => new Date(NOON + minutes * MINUTE);
const attempt = (changes: object = {}) => ({
  candidate: 'base',
  uploadedAt: instant(7).toISOString(),
  late: false,
  universe: 300,
  coverage: 0.99,
  degraded: false,
  warnings: [],
  passedOver: [],
  accepted: 300,
  confirmed: true,
  ...changes,
});
const lineOf = (...attempts: ReturnType<typeof attempt>[]) =>
  roundLine({ round: 1, slot: 'a', attempts, closesAt: instant(60) });

describe('a round in one line', () => {
  it('is on time with the minutes that were to spare', () => {
    expect(lineOf(attempt())).toMatchObject({
      result: 'on-time',
      minutesToSpare: 53,
      accepted: 300,
      remark: null,
    });
  });

  it('counts the confirmed upload, not the last one', () => {
    const unclear = attempt({ candidate: 'other', confirmed: undefined, accepted: undefined });
    expect(lineOf(attempt(), unclear)).toMatchObject({ result: 'on-time', candidate: 'base' });
  });

  it('is degraded with the reason, once', () => {
    const passedOver = [{ candidate: 'best', code: 'x', message: 'too few' }];
    const warnings = ['best passed over: too few'];
    expect(lineOf(attempt({ degraded: true, passedOver, warnings })).remark).toBe(
      'best passed over: too few',
    );
    expect(lineOf(attempt({ degraded: true, passedOver }))).toMatchObject({
      result: 'degraded',
      remark: 'best: too few',
    });
  });

  it('is unconfirmed until Numerai says so, and late whatever Numerai says', () => {
    expect(lineOf(attempt({ confirmed: false })).result).toBe('unconfirmed');
    const late = attempt({ late: true, uploadedAt: instant(61).toISOString() });
    expect(lineOf(late)).toMatchObject({ result: 'late', minutesToSpare: -1 });
  });

  it('knows no minutes where Numerai did not tell the deadline', () => {
    expect(
      roundLine({ round: 1, slot: 'a', attempts: [attempt()], closesAt: undefined }).minutesToSpare,
    ).toBeNull();
  });

  it('is none without an upload', () => {
    expect(lineOf()).toMatchObject({ result: 'none', at: null });
  });
});

describe('the history', () => {
  const round = (number: number, opens: number) => ({
    number,
    openTime: instant(opens),
    closeStakingTime: instant(opens + 60),
    closeTime: instant(opens + 1440),
    numTickers: undefined,
  });
  const kept = (number: number, slot: string) => ({ round: number, slot, attempts: [attempt()] });

  it('shows a gap from the first record of a slot on, and no round that has not opened', () => {
    const rounds = [round(4, 60), round(3, -1), round(2, -1440), round(1, -2880)];
    const history = roundHistory({ kept: [kept(1, 'a'), kept(3, 'b')], rounds, now: instant(0), atMost: 10 });
    expect(history.map(({ round: number, slot, result }) => [number, slot, result])).toEqual([
      [3, 'a', 'none'],
      [3, 'b', 'on-time'],
      [2, 'a', 'none'],
      [1, 'a', 'on-time'],
    ]);
  });

  it('is what the store has when Numerai cannot be asked', () => {
    const history = roundHistory({
      kept: [kept(1, 'a'), kept(2, 'a')],
      rounds: [],
      now: instant(0),
      atMost: 10,
    });
    expect(history.map(({ round: number }) => number)).toEqual([2, 1]);
  });

  it('never loses a kept round among the newest, and is sorted, whatever the order of the records', () => {
    const records = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('a', 'b', 'c')),
      {
        selector: ([number, slot]) => `${number} ${slot}`,
      },
    );
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 10 }), (found, atMost) => {
        const all = found.map(([number, slot]) => kept(number, slot));
        const history = roundHistory({ kept: all, rounds: [], now: instant(0), atMost });
        const newest = [...new Set(found.map(([number]) => number))].sort((a, b) => b - a).slice(0, atMost);
        const wanted = found.filter(([number]) => newest.includes(number)).length;
        expect(history.filter(({ result }) => result === 'on-time')).toHaveLength(wanted);
        expect([...new Set(history.map(({ round: number }) => number))]).toEqual(newest);
      }),
    );
  });
});
