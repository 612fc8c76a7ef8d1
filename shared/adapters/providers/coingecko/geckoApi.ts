import { type ProviderApi, type ProviderOptions, providerApi } from '../providerApi.ts';
import { geckoFailure, geckoWords } from './geckoFailure.ts';

export const GECKO = 'coingecko';

const DEMO_URL = 'https://api.coingecko.com/api/v3';
/** Requests a minute: somewhat less than documented. Without a key the address is shared with strangers. */
const PER_MINUTE = { keyless: 8, demo: 80, pro: 200 };

/** @throws UsageError `address_invalid` */
export function geckoApi(options: ProviderOptions): ProviderApi {
  const { key, url = DEMO_URL } = options;
  const isPro = /^https?:\/\/pro-api\./.test(url);
  const header = isPro ? 'x-cg-pro-api-key' : 'x-cg-demo-api-key';
  const plan = isPro ? 'pro' : 'demo';
  return providerApi(
    {
      source: 'CoinGecko',
      defaultUrl: DEMO_URL,
      variable: 'COINGECKO_API_URL',
      headers: key ? { [header]: key } : {},
      perMinute: PER_MINUTE[key ? plan : 'keyless'],
      burst: 8,
      judge: geckoFailure,
      words: geckoWords,
      isUnknown: ({ status, words }) => status === 404 && /not found|could not find/i.test(words),
    },
    options,
  );
}
