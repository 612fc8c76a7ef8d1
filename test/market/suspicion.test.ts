import { describe, expect, it } from '@jest/globals';
import { comparedCloses } from '../../shared/market/comparedCloses.ts';
import { doubtsAbout } from '../../shared/market/doubts.ts';
import { suddenChanges } from '../../shared/market/suddenChanges.ts';
import { bar } from '../support/fakeMarket.ts';

const tokens = (count: number, close: (i: number) => number) =>
  Array.from({ length: count }, (_, i) =>
    bar({ ucid: String(i + 1), close: close(i), marketCapUsd: 1e9 / (i + 1) }),
  );

describe('two providers', () => {
  const reference = tokens(10, () => 100);
  it('agree up to 3 %; who is beyond is named with both prices', () => {
    const told = tokens(10, (i) => (i === 0 ? 103 : i === 1 ? 96.9 : 100)).map((one) => ({
      ...one,
      source: 'binance',
    }));
    const { agreeing, disagreeing, flags, fault } = comparedCloses(told, reference);
    expect(agreeing).toHaveLength(9);
    expect(disagreeing.map(({ ucid }) => ucid)).toEqual(['2']);
    expect(flags).toEqual([
      { ucid: '2', symbol: 'BTC', source: 'binance', reason: "close 96.9 is -3 % off coinmarketcap's 100" },
    ]);
    expect(fault).toBeUndefined();
  });

  it('that disagree about more than a fifth of their tokens: the provider is at fault', () => {
    const off = (count: number) =>
      comparedCloses(
        tokens(10, (i) => (i < count ? 150 : 100)),
        reference,
      ).fault;
    expect([off(2), off(3)]).toEqual([undefined, '3 of 10 closes disagree']);
    expect(
      comparedCloses(
        tokens(4, () => 150),
        reference,
      ).fault,
    ).toBeUndefined();
  });

  it('have nothing to disagree about where one knows no close', () => {
    const told = [bar({ ucid: '1' }), bar({ ucid: '77', close: 5 })];
    expect(comparedCloses(told, reference)).toMatchObject({ agreeing: told, disagreeing: [] });
  });
});

describe('a cross-section', () => {
  const before = tokens(100, (i) => i + 1);
  const moved = tokens(100, (i) => (i + 1) * 1.02);

  it('that looks like any day raises no doubt', () => {
    expect(doubtsAbout(moved, before, ['1', '2'])).toEqual({
      thin: undefined,
      stale: undefined,
      wild: undefined,
    });
    expect(doubtsAbout(moved, [], [])).toEqual({ thin: undefined, stale: undefined, wild: undefined });
  });

  it('is thin without 5 % of the tokens of the day beside it, or of those that are needed', () => {
    expect(doubtsAbout(moved.slice(0, 95), before, []).thin).toBeUndefined();
    expect(doubtsAbout(moved.slice(0, 94), before, []).thin).toBe('94 tokens, 100 the day beside it');
    expect(doubtsAbout(moved, before, ['1', '5000']).thin).toBe('1 of 2 tokens of the live universe');
    expect(doubtsAbout([], [], []).thin).toBe('no token with a close');
  });

  it('is stale when more than a tenth of its closes repeat the day beside it', () => {
    const repeating = (count: number) => moved.map((one, i) => (i < count ? before[i]! : one));
    expect(doubtsAbout(repeating(10), before, []).stale).toBeUndefined();
    expect(doubtsAbout(repeating(11), before, []).stale).toBe('11 % of the closes repeat the day beside it');
  });

  it('is wild when the median token moves by more than 20 %', () => {
    expect(
      doubtsAbout(
        tokens(100, (i) => (i + 1) * 0.79),
        before,
        [],
      ).wild,
    ).toMatch(/moved by 21 %/);
    expect(
      doubtsAbout(
        tokens(100, (i) => (i + 1) * 1.19),
        before,
        [],
      ).wild,
    ).toBeUndefined();
  });
});

describe('a close ten times or a tenth of the day before', () => {
  const change = (close: number, marketCapUsd: number) =>
    suddenChanges([bar({ close, marketCapUsd })], [bar({ close: 1, marketCapUsd: 1e6 })])[0]?.reason;
  it('is told, and at the same market cap it looks like a new unit', () => {
    expect(change(1000, 1.1e6)).toBe('close × 1000 in a day at the same market cap: a re-denomination?');
    expect(change(0.1, 1e5)).toBe('close × 0.1 in a day');
    expect([change(9.9, 1e7), change(0.11, 1e6), change(Number.NaN, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
