import * as z from 'zod';
import { type AppError, RefusedError, TransientError } from '../../../errors.ts';
import { statusFailure } from '../../httpFailure.ts';
import { type ProviderApi, type ProviderOptions, providerApi, type Said } from '../providerApi.ts';

export const BINANCE = 'binance';

/** The host that has market data only is open to every country; https://api.binance.com answers 451 in some. */
const DATA_URL = 'https://data-api.binance.vision';
/** Of 6,000 a minute for an address, which others may share. */
const WEIGHT_PER_MINUTE = 4000;
const WEIGHT_TO_REST_AT = 5000;
const MINUTE_MS = 60_000;
/** The least that an address stays banned for going on after a 429: asking again makes it longer. */
const BAN_MS = 10 * MINUTE_MS;

const OPEN_HOST = `Leave BINANCE_API_URL unset: ${DATA_URL} answers from nearly everywhere; where it does not, take 'binance' out of market.providers.`;

const Failure = z.object({ code: z.number(), msg: z.string() });
const UNKNOWN_SYMBOL = -1121;
const TOO_MUCH = new Set([-1003, -1015, -1008]);
const OWN_FAULT = new Set([-1000, -1001, -1006, -1007, -1016]);

/** @throws UsageError `address_invalid` */
export function binanceApi(options: ProviderOptions): ProviderApi {
  return providerApi(
    {
      source: 'Binance',
      defaultUrl: DATA_URL,
      variable: 'BINANCE_API_URL',
      headers: {},
      perMinute: WEIGHT_PER_MINUTE,
      burst: 400,
      judge: binanceFailure,
      words: (body) => {
        const told = Failure.safeParse(body).data;
        return told ? `code ${told.code}, ${told.msg}` : '';
      },
      isUnknown: ({ status, body }) =>
        status === 400 && Failure.safeParse(body).data?.code === UNKNOWN_SYMBOL,
      restMs,
    },
    options,
  );
}

/**
 * What Binance's own error code means, also under a status of 200.
 *
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/errors.md
 */
function binanceFailure(said: Said): AppError | undefined {
  const { label, status, body, words, now } = said;
  const message = `${label} answered ${status}${words && `: ${words}`}`;
  const limited = statusFailure({ ...said, status: 429 }, now, words);
  if (status === 418) {
    const asked = limited instanceof TransientError ? (limited.retryAfterMs ?? 0) : 0;
    return new TransientError('rate_limited', message, { retryAfterMs: Math.max(asked, BAN_MS) });
  }
  if (status === 451) return new RefusedError('geo_blocked', message, { hint: OPEN_HOST });
  const code = status >= 200 && status < 300 ? Failure.safeParse(body).data?.code : undefined;
  if (code === undefined) return undefined;
  if (TOO_MUCH.has(code)) return limited;
  return OWN_FAULT.has(code)
    ? new TransientError('server_error', message)
    : new RefusedError('request_refused', message);
}

/** Until the minute is over, when its weight is nearly used up: others may have used it. */
function restMs({ headers, now }: Said): number {
  const used = Number(headers.get('x-mbx-used-weight-1m') ?? 0);
  return used >= WEIGHT_TO_REST_AT ? MINUTE_MS - (now.getTime() % MINUTE_MS) : 0;
}
