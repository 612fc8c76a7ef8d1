import { describe, expect, it } from '@jest/globals';
import {
  missingShareGate,
  rankCorrelationGate,
  submissionCorrelation,
  universeChangeGate,
} from '../../shared/domain/driftGates.ts';

const tokens = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `T${from + i}`);

describe('universeChangeGate', () => {
  it('is silent on the same tokens in another order', () => {
    expect(universeChangeGate(tokens(0, 300).toReversed(), tokens(0, 300))).toEqual([]);
  });

  it.each([
    ['30 of 300 replaced, 60 of 330 touched', tokens(30, 330), tokens(0, 300), 0],
    ['10 of 90 entered and 10 left, 20 of exactly 100', tokens(10, 100), tokens(0, 90), 0],
    ['11 entered and 10 left, 21 of 101', tokens(10, 101), tokens(0, 90), 1],
    ['only newcomers, 20 of 100', tokens(0, 100), tokens(0, 80), 0],
    ['only newcomers, 21 of 101', tokens(0, 101), tokens(0, 80), 1],
    ['only leavers, 21 of 101', tokens(0, 80), tokens(0, 101), 1],
    ['an empty previous universe', tokens(0, 300), [], 1],
  ])('with %s', (_, symbols, previous, findings) => {
    expect(universeChangeGate(symbols, previous)).toHaveLength(findings);
  });

  it('warns with the numbers and never blocks', () => {
    expect(universeChangeGate(tokens(100, 350), tokens(0, 300))).toEqual([
      {
        gate: 'universe-change',
        level: 'warn',
        message:
          '50 tokens entered the universe and 100 left it since the previous round: 42.9 % of 350, more than 20.0 % is unusual',
        value: 150 / 350,
        limit: 0.2,
      },
    ]);
  });
});

describe('submissionCorrelation', () => {
  it('compares by symbol over the tokens in common, whatever their order', () => {
    const now = { symbols: ['A', 'B', 'C', 'NEW'], values: Float64Array.of(0.1, 0.5, 0.9, 0.7) };
    const before = { symbols: ['C', 'OLD', 'B', 'A'], values: Float64Array.of(0.8, 0.1, 0.6, 0.3) };
    expect(submissionCorrelation(now, before)).toBe(1);
  });

  it('is undefined, NaN, without common tokens', () => {
    const one = { symbols: ['A', 'B'], values: Float64Array.of(0.1, 0.2) };
    const other = { symbols: ['C', 'D'], values: Float64Array.of(0.1, 0.2) };
    expect(submissionCorrelation(one, other)).toBeNaN();
  });
});

describe('rankCorrelationGate', () => {
  const history = [0.9, 0.8, 0.7, 0.85, 0.95];

  it('warns when the correlation is far below all of before', () => {
    expect(rankCorrelationGate({ correlation: 0.25, history })).toEqual([
      {
        gate: 'rank-correlation',
        level: 'warn',
        message: 'rank correlation with the previous submission is 0.25, it was never below 0.70',
        value: 0.25,
        limit: 0.7 - 0.2,
      },
    ]);
  });

  it.each([
    ['0.2 below the lowest', 0.5, history, 0],
    ['a little more than 0.2 below the lowest', 0.4999, history, 1],
    ['only four earlier correlations', -1, history.slice(1), 0],
    ['only four that are defined', -1, [Number.NaN, ...history.slice(1)], 0],
    ['five that are defined', -1, [Number.NaN, ...history], 1],
    ['no history', -1, [], 0],
    ['no correlation now', Number.NaN, history, 0],
    ['a higher correlation than ever', 1, history, 0],
  ])('with %s', (_, correlation, of, findings) => {
    expect(rankCorrelationGate({ correlation, history: of })).toHaveLength(findings);
  });
});

describe('missingShareGate', () => {
  it.each([
    ['0.1 more than in training', 0.4, 0.3, 0],
    ['a little more than that', 0.4001, 0.3, 1],
    ['far less than in training, whose first days lacked history', 0.03, 0.31, 0],
    ['no profile', 1, undefined, 0],
    ['a profile of nothing missing', 0, 0, 0],
  ])('with %s', (_, share, profile, findings) => {
    expect(missingShareGate({ share, profile })).toHaveLength(findings);
  });

  it('warns with the numbers', () => {
    expect(missingShareGate({ share: 0.5, profile: 0.021 })).toEqual([
      {
        gate: 'missing-share',
        level: 'warn',
        message: '50.0 % of the feature values are missing, 2.1 % were in training',
        value: 0.5,
        limit: 0.021,
      },
    ]);
  });
});
