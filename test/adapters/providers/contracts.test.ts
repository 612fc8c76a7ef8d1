import { describe } from '@jest/globals';
import { pairOf, VENUE_SHARE } from '../../../scripts/standins/providers/binance/binanceEndpoints.ts';
import { idOf } from '../../../scripts/standins/providers/messari/messariProvider.ts';
import { binance } from '../../../shared/adapters/providers/binance/binance.ts';
import { coinGecko } from '../../../shared/adapters/providers/coingecko/coinGecko.ts';
import { coinMarketCap } from '../../../shared/adapters/providers/coinmarketcap/coinMarketCap.ts';
import { defiLlama } from '../../../shared/adapters/providers/defillama/defiLlama.ts';
import { messari } from '../../../shared/adapters/providers/messari/messari.ts';
import { marketDataContract } from './marketDataContract.ts';
import { type StandinUnderTest, standinUnderTest } from './providerUnderTest.ts';

const under = standinUnderTest();
const dear = standinUnderTest({ plan: 'startup' });
const at = (place: StandinUnderTest, url: string, key: string) => ({
  ...place.options(),
  url: place.standin.environment[url],
  key: place.standin.environment[key],
});

describe('CoinMarketCap', () => {
  marketDataContract(under, {
    provider: 'coinmarketcap',
    open: () => coinMarketCap({ ...at(under, 'CMC_API_URL', 'CMC_API_KEY'), candles: false }),
    idOf: ({ ucid }) => ucid,
    hasKey: true,
  });
});

describe('CoinGecko', () => {
  marketDataContract(under, {
    provider: 'coingecko',
    open: () => coinGecko(at(under, 'COINGECKO_API_URL', 'COINGECKO_API_KEY')),
    idOf: ({ slug }) => slug,
    hasKey: true,
  });
});

describe('Binance', () => {
  marketDataContract(under, {
    provider: 'binance',
    open: () => binance({ ...under.options(), url: under.standin.environment.BINANCE_API_URL }),
    idOf: (token) =>
      `${pairOf({ ...token, lot: token.lot ?? 1 })}${(token.lot ?? 1) > 1 ? `/${token.lot}` : ''}`,
    volumeShare: VENUE_SHARE,
    hasKey: false,
  });
});

describe('CoinMarketCap with candles', () => {
  marketDataContract(dear, {
    provider: 'coinmarketcap',
    open: () => coinMarketCap(at(dear, 'CMC_API_URL', 'CMC_API_KEY')),
    idOf: ({ ucid }) => ucid,
    hasKey: true,
  });
});

describe('Messari', () => {
  marketDataContract(dear, {
    provider: 'messari',
    open: () => messari(at(dear, 'MESSARI_API_URL', 'MESSARI_API_KEY')),
    idOf: ({ ucid }) => idOf(ucid),
    hasKey: true,
  });
});

describe('DefiLlama', () => {
  marketDataContract(under, {
    provider: 'defillama',
    open: () => {
      const names = coinGecko(at(under, 'COINGECKO_API_URL', 'COINGECKO_API_KEY'));
      return defiLlama({ ...under.options(), url: under.standin.environment.DEFILLAMA_API_URL, names });
    },
    listedBy: 'coingecko',
    idOf: ({ slug }) => `coingecko:${slug}`,
    hasKey: false,
  });
});
