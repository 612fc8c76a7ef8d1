import * as z from 'zod';
import { type ProviderApi, type ProviderOptions, providerApi } from '../providerApi.ts';
import { reading } from '../reading.ts';
import { rowsOf } from '../rowsOf.ts';

export const LLAMA = 'defillama';

const Failure = z.union([
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.string() }).transform(({ error }) => error),
]);

const coin = z.object({
  symbol: z.string().nullish(),
  /** How sure DefiLlama is of its prices, up to 1. */
  confidence: z.number().nullish(),
  /** `timestamp` in seconds. */
  prices: rowsOf(z.object({ timestamp: z.number(), price: reading })),
});
export type LlamaCoin = z.infer<typeof coin>;

/** By coin; unknown ones are left out. */
export const LLAMA_CHART = z.object({ coins: z.record(z.string(), coin) });

/** @throws UsageError `address_invalid` */
export function llamaApi(options: Omit<ProviderOptions, 'key'>): ProviderApi {
  return providerApi(
    {
      source: 'DefiLlama',
      defaultUrl: 'https://coins.llama.fi',
      variable: 'DEFILLAMA_API_URL',
      headers: {},
      // Some 300 are called fair; nothing is promised.
      perMinute: 120,
      burst: 8,
      // An error under 200 has no coins, and so is a wrong shape.
      judge: () => undefined,
      words: (body) => Failure.safeParse(body).data ?? '',
    },
    options,
  );
}
