import * as z from 'zod';
import { daysBetween, utcDay } from '../../../domain/utcDay.ts';
import { type AppError, RefusedError } from '../../../errors.ts';
import type { MarketIndex } from '../../../ports.ts';
import { finishedDays } from '../finishedDays.ts';
import { type ProviderOptions, providerApi, type Said } from '../providerApi.ts';
import { rowsOf } from '../rowsOf.ts';

const Failure = z.object({ metadata: z.object({ error: z.string().min(1) }) });

const seconds = z.union([z.number(), z.string()]).transform((text) => Number(text) * 1000);
const Index = z.object({
  data: rowsOf(
    z.object({
      value: z.union([z.number(), z.string(), z.null()]),
      timestamp: seconds.refine((time) => utcDay(time) !== undefined, 'not a time in seconds'),
    }),
  ),
});
type Entry = z.infer<typeof Index>['data'][number];

/**
 * The Fear & Greed index of alternative.me, 0 to 100. A value belongs to the day of its time stamp, at whose very
 * beginning it was made public: it is known long before that day's close. CoinMarketCap's index of that name is another.
 *
 * @see https://alternative.me/crypto/fear-and-greed-index/
 * @throws UsageError `address_invalid`
 */
export function fearAndGreed(options: Omit<ProviderOptions, 'key'>): MarketIndex {
  const { clock } = options;
  const api = providerApi(
    {
      source: 'alternative.me',
      defaultUrl: 'https://api.alternative.me',
      variable: 'FEAR_GREED_API_URL',
      headers: {},
      perMinute: 30,
      burst: 4,
      judge: failureInside,
      words: (body) => Failure.safeParse(body).data?.metadata.error ?? '',
    },
    options,
  );
  return {
    name: 'fear_greed',
    source: 'alternative.me',
    history: async (asked, limit) => {
      const range = finishedDays(asked, clock.now());
      if (!range) return [];
      // Newest first, today's included.
      const count = daysBetween(range.from, utcDay(clock.now().getTime())!) + 1;
      const query = { limit: count, format: 'json' };
      const told = await api.get({ path: '/fng/', query, schema: Index }, limit);
      const finished = finishedDays(range, told.at);
      return valuesIn(told.data.data).filter(({ day }) => {
        return finished && day >= finished.from && day <= finished.to;
      });
    },
  };
}

/** Oldest first, a day once: of two the one that is listed first. */
function valuesIn(entries: readonly Entry[]): { day: string; value: number }[] {
  const values = new Map<string, number>();
  for (const { timestamp, value } of entries.toReversed()) {
    const number = value === null || value === '' ? Number.NaN : Number(value);
    if (number >= 0 && number <= 100) values.set(utcDay(timestamp)!, number);
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, value]) => ({ day, value }));
}

function failureInside({ label, status, body, words }: Said): AppError | undefined {
  const isInside = status >= 200 && status < 300 && Failure.safeParse(body).success;
  return isInside ? new RefusedError('request_refused', `${label} answered ${status}: ${words}`) : undefined;
}
