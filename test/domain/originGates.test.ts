import { describe, expect, it } from '@jest/globals';
import { leastShares, silentTableGate } from '../../shared/domain/gates.ts';
import type { Column } from '../../shared/domain/table.ts';

const none = Number.NaN;
const numbers = (...values: number[]): Column => ({ kind: 'number', values: Float64Array.from(values) });

describe('leastShares', () => {
  const names = ['feature_a', 'feature_b', 'feature_c', 'momentum_20', 'chain.flow'];
  const columns = (momentum: number, flow: number, c = 1) => [
    numbers(1),
    numbers(1),
    numbers(c),
    numbers(momentum),
    numbers(flow),
  ];

  it('is all there is for a token that has everything', () => {
    expect([...leastShares(names, columns(1, 1), 1)]).toEqual([1]);
  });

  it("does not let Numerai's features stand in for market features, nor the other way round", () => {
    expect([...leastShares(names, columns(none, 1), 1)]).toEqual([0]);
    const onlyMarket = [numbers(none), numbers(none), numbers(none), numbers(1), numbers(1)];
    expect([...leastShares(names, onlyMarket, 1)]).toEqual([0]);
  });

  it("lets a table of the user's be sparse: it counts among all, not by itself", () => {
    expect([...leastShares(names, columns(1, none), 1)]).toEqual([0.8]);
    expect([...leastShares(names, columns(1, none, none), 1)]).toEqual([0.6]);
  });

  it('is judged row by row', () => {
    const mixed = [numbers(1, none), numbers(none, none)];
    expect([...leastShares(['feature_a', 'beta_60'], mixed, 2)]).toEqual([0, 0]);
    expect([...leastShares(['feature_a', 'feature_b'], mixed, 2)]).toEqual([0.5, 0]);
  });
});

describe('silentTableGate', () => {
  it('fails when a table has no number for any token, and says which', () => {
    const names = ['chain.flow', 'chain.fees', 'alt.x', 'feature_a', 'beta_60'];
    const empty = numbers(none, none);
    const spoken = silentTableGate(names, [empty, numbers(none, 1), numbers(0, none), empty, empty]);
    expect(spoken).toEqual([]);
    expect(silentTableGate(names, [empty, empty, numbers(0, none), empty, empty])).toEqual([
      {
        gate: 'silent-table',
        level: 'fail',
        message: 'no number that is young enough for any token in: chain',
        value: 1,
        limit: 0,
      },
    ]);
  });
});
