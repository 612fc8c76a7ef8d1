import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resolveSymbols } from '../../shared/market/resolveSymbols.ts';
import { bar } from '../support/fakeMarket.ts';

const listed = (...tokens: [id: string, symbol: string, rank?: number][]) =>
  tokens.map(([id, symbol, rank]) => ({ id, symbol, rank, contracts: [] }));
const nothing = { known: new Map<string, string>(), bars: [], listed: [] };

describe('a universe of symbols', () => {
  it('means the largest token of a ticker', () => {
    const found = resolveSymbols(['PEPE', 'BTC'], {
      ...nothing,
      listed: listed(['7', 'PEPE', 900], ['24478', 'PEPE', 30], ['8', 'PEPE'], ['1', 'BTC', 1]),
    });
    expect(found).toEqual({ ucids: ['24478', '1'], ambiguous: [], unknown: [] });
  });

  it('is found in the list although that has capitals only, and stays as it is written', () => {
    const list = listed(['5176', 'XAUT', 60], ['99', 'XAUT', 4000], ['35892', '币安人生', 200]);
    expect(resolveSymbols(['XAUt', '币安人生'], { ...nothing, listed: list }).ucids).toEqual([
      '5176',
      '35892',
    ]);
  });

  it('with two symbols that differ by case alone is told by stored bars, or not at all', () => {
    const list = listed(['1', 'MUON', 200], ['2', 'MUON', 300]);
    const blind = resolveSymbols(['MUon', 'MUON'], { ...nothing, listed: list });
    expect(blind.ucids).toEqual(['', '']);
    expect(blind.ambiguous).toEqual([
      { symbol: 'MUon', ucids: ['1', '2'] },
      { symbol: 'MUON', ucids: ['1', '2'] },
    ]);
    const bars = [bar({ ucid: '2', symbol: 'MUon', marketCapUsd: 5 })];
    expect(resolveSymbols(['MUon', 'MUON'], { ...nothing, bars, listed: list }).ucids).toEqual(['2', '1']);
  });

  it('takes of the stored tokens of exactly that symbol the one with the largest market cap, before any rank', () => {
    const bars = [
      bar({ ucid: '3', symbol: 'ABC', marketCapUsd: 10 }),
      bar({ ucid: '4', symbol: 'ABC', marketCapUsd: 20 }),
      bar({ ucid: '5', symbol: 'abc', marketCapUsd: 90 }),
    ];
    expect(resolveSymbols(['ABC'], { ...nothing, bars, listed: listed(['3', 'ABC', 1]) }).ucids).toEqual([
      '4',
    ]);
  });

  it('keeps what was found before, unless that token has another ticker by now', () => {
    const known = new Map([['ABC', '3']]);
    const bars = [bar({ ucid: '4', symbol: 'ABC', marketCapUsd: 20 })];
    expect(resolveSymbols(['ABC'], { ...nothing, known, bars }).ucids).toEqual(['3']);
    const renamed = [...bars, bar({ ucid: '3', symbol: 'NEW', marketCapUsd: 9 })];
    expect(resolveSymbols(['ABC'], { ...nothing, known, bars: renamed }).ucids).toEqual(['4']);
  });

  it('tells what stays open: a shared rank, a taken token, a symbol nobody has', () => {
    const list = listed(['1', 'AAA', 5], ['2', 'AAA', 5], ['3', 'BBB', 7]);
    const known = new Map([['OLD', '3']]);
    expect(resolveSymbols(['AAA', 'OLD', 'BBB', 'ZZZ'], { ...nothing, known, listed: list })).toEqual({
      ucids: ['', '3', '', ''],
      ambiguous: [{ symbol: 'AAA', ucids: ['1', '2'] }],
      unknown: ['BBB', 'ZZZ'],
    });
  });

  it('never gives one token to two symbols, and accounts for every symbol', () => {
    const ticker = fc.constantFrom('A', 'a', 'B', 'b', 'Ab', 'AB', 'C');
    const token = fc.record({
      id: fc.constantFrom('1', '2', '3', '4', '5'),
      symbol: ticker.map((text) => text.toUpperCase()),
      rank: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      contracts: fc.constant([]),
    });
    const tokens = fc.uniqueArray(token, { selector: ({ id }) => id });
    const known = fc.uniqueArray(fc.tuple(ticker, fc.constantFrom('1', '2')), {
      selector: ([symbol]) => symbol,
    });
    fc.assert(
      fc.property(fc.uniqueArray(ticker), tokens, known, (symbols, list, before) => {
        const found = resolveSymbols(symbols, { known: new Map(before), bars: [], listed: list });
        const given = found.ucids.filter((ucid) => ucid !== '');
        expect(new Set(given).size).toBe(given.length);
        expect(given.length + found.ambiguous.length + found.unknown.length).toBe(symbols.length);
      }),
    );
  });
});
