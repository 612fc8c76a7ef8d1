import { describe, expect, it } from '@jest/globals';
import { candidateFinder, isSameToken } from '../../shared/market/candidates.ts';
import { Mapping, mappingOf, NO_MAPPING } from '../../shared/market/mapping.ts';
import { withCheck, withMatches } from '../../shared/market/updateMapping.ts';
import { bar } from '../support/fakeMarket.ts';

const token = (id: string, symbol: string, contracts: string[] = [], rank?: number) => ({
  id,
  symbol,
  contracts,
  rank,
});
const EVM = '0x1776e1f26f98b1a5df9cd347953a26dd3cb46671';

describe('who a token may be elsewhere', () => {
  it('is certain by a contract address, whose case means nothing on EVM chains and everything elsewhere', () => {
    const checksummed = EVM.toUpperCase().replace('0X', '0x');
    const find = candidateFinder([token('numeraire', 'nmr', [checksummed]), token('other', 'nmr', [], 1)]);
    expect(find({ symbol: 'NMR', contracts: [EVM] }).same?.id).toBe('numeraire');
    const solana = candidateFinder([token('a', 'bonk', ['DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263'])]);
    expect(
      solana({ symbol: 'BONK', contracts: ['dezxaz8z7pnrnrjjz3wxborgixca6xjnb7yab1ppb263'] }).same,
    ).toBeUndefined();
  });

  it('is never certain by the ticker alone: it gives at most three to look at, the best ranks first', () => {
    const find = candidateFinder([
      token('d', 'pepe'),
      token('c', 'PEPE', [], 900),
      token('a', 'pepe', [], 30),
      token('b', 'Pepe', [], 300),
    ]);
    const { same, possible } = find({ symbol: 'PEPE', contracts: [EVM] });
    expect(same).toBeUndefined();
    expect(possible.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('is believed up to 3 % of price and twice or half the market cap of the same day', () => {
    const reference = bar({ close: 100, marketCapUsd: 1e6 });
    const like = (close: number, marketCapUsd: number) =>
      isSameToken(bar({ close, marketCapUsd }), reference);
    expect([like(103, 2e6), like(97, 0.5e6), like(100, Number.NaN)]).toEqual([true, true, true]);
    expect([like(103.1, 1e6), like(96.9, 1e6), like(100, 2.1e6), like(100, 0.49e6)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([like(Number.NaN, 1e6), isSameToken(bar({ close: 1 }), bar())]).toEqual([false, false]);
  });
});

describe('the mapping', () => {
  const mapped = withMatches(NO_MAPPING, {
    day: '2026-11-20',
    source: 'coingecko',
    mapped: [{ ucid: '1', id: 'bitcoin', symbol: 'btc', by: 'price' }],
    unmapped: [{ ucid: '2', reason: 'no token of that ticker' }],
  });
  const check = (before: Mapping, day: string, agrees: boolean) =>
    withCheck(before, {
      day,
      source: 'coingecko',
      agreeing: agrees ? ['1'] : [],
      disagreeing: agrees ? [] : ['1'],
    });
  const state = (mapping: Mapping) => mappingOf(mapping, 'coingecko').tokens[0];

  it('is a document of its schema, and remembers how it came about', () => {
    expect(Mapping.parse(mapped)).toEqual(mapped);
    expect(mapped.history).toEqual([
      {
        day: '2026-11-20',
        source: 'coingecko',
        ucid: '1',
        id: 'bitcoin',
        change: 'mapped',
        reason: 'same price',
      },
    ]);
  });

  it('drops a token whose closes disagree on two days, and says so', () => {
    const once = check(mapped, '2026-11-21', false);
    expect(state(once)).toMatchObject({ checkedOn: '2026-11-20', failedOn: '2026-11-21' });
    const twice = check(once, '2026-11-22', false);
    expect(state(twice)).toBeUndefined();
    expect(mappingOf(twice, 'coingecko').unmapped).toContainEqual({
      ucid: '1',
      on: '2026-11-22',
      reason: 'closes disagree on 2026-11-21 and 2026-11-22',
    });
    expect(twice.history.at(-1)).toMatchObject({ change: 'dropped', id: 'bitcoin' });
  });

  it('counts one day once, and forgets a failure when the closes agree again', () => {
    const once = check(mapped, '2026-11-21', false);
    expect(state(check(once, '2026-11-21', false))).toMatchObject({ failedOn: '2026-11-21' });
    const healed = check(once, '2026-11-22', true);
    expect(state(healed)).toMatchObject({ checkedOn: '2026-11-22' });
    expect(state(check(healed, '2026-11-23', false))).toBeDefined();
  });

  it('is the same when the same is found again', () => {
    const again = withMatches(mapped, {
      day: '2026-11-25',
      source: 'coingecko',
      mapped: [{ ucid: '1', id: 'bitcoin', symbol: 'btc', by: 'price' }],
      unmapped: [],
    });
    expect(again).toEqual(mapped);
  });
});
