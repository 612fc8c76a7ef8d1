import { describe, expect, it } from '@jest/globals';
import { type RoundWatch, type SlotWatch, verifyMetrics } from '../../shared/domain/verifyDocument.ts';
import { verifyNews } from '../../shared/domain/verifyNews.ts';

const slot = (name: string, confirmed: boolean): SlotWatch => ({ slot: name, confirmed, reason: 'so it is' });
const watch = (danger: RoundWatch['danger'], ...slots: SlotWatch[]): RoundWatch => ({
  round: 1325,
  closesAt: '2026-11-24T13:00:00Z',
  danger,
  slots,
});
const documentOf = (...rounds: RoundWatch[]) =>
  ({ outcome: 'confirmed', reason: '', next: null, rounds }) as const;

describe('verifyMetrics', () => {
  it.each([
    ['nothing is watched', [], 0, 0],
    ['every slot is safe', [watch('at-risk', slot('a', true), slot('b', true))], 0, 0],
    ['one of two lacks', [watch('at-risk', slot('a', true), slot('b', false))], 1, 0],
    ['the round is over', [watch('missed', slot('a', false))], 0, 1],
    ['both at once', [watch('missed', slot('a', false)), watch('at-risk', slot('a', false))], 1, 1],
  ])('when %s', (_, rounds, AtRisk, Missed) => {
    expect(verifyMetrics(documentOf(...rounds))).toEqual({ VerifyRan: 1, AtRisk, Missed });
  });
});

describe('verifyNews', () => {
  it('names the slots that lack, the cost and what to do, once per round and danger', () => {
    const [news] = verifyNews(documentOf(watch('at-risk', slot('a', true), slot('b', false))));
    expect(news).toMatchObject({
      event: 'atRisk',
      subject: 'Round 1325 at risk: b not confirmed yet',
      once: 'r1325/at-risk',
    });
    expect(news?.text).toMatch(/^It costs nothing yet.*13:00:00Z.*\nWhy: b: so it is\nWhat to do: /);
  });

  it('counts the slots of a missed round', () => {
    const lost = watch('missed', slot('a', false), slot('b', false), slot('c', false));
    expect(verifyNews(documentOf(lost))).toMatchObject([
      { event: 'missed', subject: 'Round 1325 missed: a and 2 more', once: 'r1325/missed' },
    ]);
  });

  it('has nothing to tell while all is well', () => {
    expect(verifyNews(documentOf(watch('missed', slot('a', true))))).toEqual([]);
  });
});
