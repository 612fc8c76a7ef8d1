import { describe, expect, it } from '@jest/globals';
import { dayTokens } from '../../../shared/pipeline/features/dayTokens.ts';
import { topTokens } from '../../../shared/pipeline/features/topTokens.ts';
import { bar } from '../../support/fakeMarket.ts';

const NOTHING = { unknown: 0, ambiguous: 0, priceDisagrees: 0 };

describe('dayTokens', () => {
  it('takes of all that bear exactly the symbol the one with the largest market cap', () => {
    const bars = [
      bar({ ucid: '24478', symbol: 'PEPE', marketCapUsd: 5e9, close: 1 }),
      bar({ ucid: '99', symbol: 'PEPE', marketCapUsd: 7e5, close: 1 }),
      bar({ ucid: '5176', symbol: 'XAUt', marketCapUsd: 1e9, close: 4000 }),
      bar({ ucid: '4', symbol: 'XAUT', marketCapUsd: 9e9, close: 4000 }),
      bar({ ucid: '38590', symbol: '币安人生', marketCapUsd: 1e8, close: 0.1 }),
    ];
    const { ucids, unresolved } = dayTokens(['XAUt', 'PEPE', '币安人生', 'xaut', 'pepe'], bars);
    expect(ucids).toEqual(['5176', '24478', '38590', '', '']);
    expect(unresolved).toEqual({ ...NOTHING, unknown: 2 });
  });

  it('needs no market cap where one token alone bears the symbol, and does not guess where several do', () => {
    const bars = [
      bar({ ucid: '1', symbol: 'ONE', close: 1 }),
      bar({ ucid: '2', symbol: 'TWO', close: 1 }),
      bar({ ucid: '3', symbol: 'TWO', close: 1, marketCapUsd: 0 }),
      bar({ ucid: '4', symbol: 'SAME', close: 1, marketCapUsd: 5 }),
      bar({ ucid: '5', symbol: 'SAME', close: 1, marketCapUsd: 5 }),
      bar({ ucid: '6', symbol: 'HALF', close: 1, marketCapUsd: 5 }),
      bar({ ucid: '7', symbol: 'HALF', close: 1 }),
    ];
    const { ucids, unresolved } = dayTokens(['ONE', 'TWO', 'SAME', 'HALF'], bars);
    expect([ucids, unresolved]).toEqual([['1', '', '', '6'], { ...NOTHING, ambiguous: 2 }]);
  });

  it('is not sure of a token of whose close two providers differ by more than 3 %', () => {
    const told = (close: number) => [
      bar({ ucid: '1', symbol: 'A', close: 100, marketCapUsd: 1e9 }),
      bar({ ucid: '1', symbol: 'a', source: 'coingecko', close }),
    ];
    expect(dayTokens(['A'], told(103))).toEqual({ ucids: ['1'], unresolved: NOTHING });
    expect(dayTokens(['A'], told(104))).toEqual({
      ucids: [''],
      unresolved: { ...NOTHING, priceDisagrees: 1 },
    });
    expect(dayTokens(['A'], told(0)).ucids).toEqual(['1']);
    expect(dayTokens(['A'], told(Number.NaN)).ucids).toEqual(['1']);
  });

  it('knows nothing of a day without bars', () => {
    expect(dayTokens(['BTC'], [])).toEqual({ ucids: [''], unresolved: { ...NOTHING, unknown: 1 } });
  });
});

describe('topTokens', () => {
  it('lists the largest first, and of two that bear one symbol only the larger', () => {
    const bars = [3, 1, 2, 5, 4].map((cap) =>
      bar({ ucid: String(cap), symbol: cap === 2 ? 'T3' : `T${cap}`, marketCapUsd: cap }),
    );
    const { symbols, ucids } = topTokens(bars, 4, []);
    expect(symbols).toEqual(['T5', 'T4', 'T3', 'T1']);
    expect(ucids).toEqual(['5', '4', '3', '1']);
    expect(topTokens(bars, 2, []).ucids).toEqual(['5', '4']);
  });

  it('believes the preferred provider, in whatever order they are told, and no cap that is none', () => {
    const bars = [
      bar({ ucid: '1', symbol: 'a', source: 'coingecko', marketCapUsd: 100 }),
      bar({ ucid: '1', symbol: 'A', source: 'coinmarketcap', marketCapUsd: 5 }),
      bar({ ucid: '2', symbol: 'B', source: 'coinmarketcap', marketCapUsd: 0 }),
      bar({ ucid: '2', symbol: 'b', source: 'coingecko', marketCapUsd: 7 }),
      bar({ ucid: '3', symbol: 'C', source: 'coinmarketcap' }),
    ];
    for (const told of [bars, bars.toReversed()]) {
      expect(topTokens(told, 9, ['coinmarketcap', 'coingecko'])).toEqual({
        symbols: ['b', 'A'],
        ucids: ['2', '1'],
      });
    }
  });
});
