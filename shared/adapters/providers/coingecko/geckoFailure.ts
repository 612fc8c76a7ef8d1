import * as z from 'zod';
import { AccessError, type AppError, RefusedError, TransientError } from '../../../errors.ts';
import { statusFailure } from '../../httpFailure.ts';
import type { Said } from '../providerApi.ts';

const Status = z.object({ error_code: z.coerce.number(), error_message: z.string().nullish() });
/** Three shapes for errors are on record. */
const Failure = z.union([
  z.object({ status: Status }),
  z.object({ error: z.object({ status: Status }).transform(({ status }) => status) }),
  z.object({ error: z.string() }),
]);

const OTHER_HOST =
  'A Demo key belongs to the default address, a paid one to COINGECKO_API_URL=https://pro-api.coingecko.com/api/v3.';

/** CoinGecko's words about a failure. */
export function geckoWords(body: unknown): string {
  const told = toldIn(body);
  if (told === undefined || typeof told === 'string') return told ?? '';
  return `code ${told.error_code}, ${told.error_message || 'without words'}`;
}

/**
 * What CoinGecko's own error code means, also under a status of 200; undefined for an answer that tells none.
 *
 * @see https://docs.coingecko.com/docs/errors-and-rate-limits
 */
export function geckoFailure(said: Said): AppError | undefined {
  const told = toldIn(said.body);
  if (told === undefined) return undefined;
  const message = `${said.label} answered ${said.status}: ${said.words}`;
  const isGood = said.status >= 200 && said.status < 300;
  if (typeof told === 'string') return isGood ? new RefusedError('request_refused', message) : undefined;
  switch (told.error_code) {
    case 10002:
      return new AccessError('access_denied', message);
    case 10010:
    case 10011:
      return new AccessError('access_denied', message, { hint: OTHER_HOST });
    case 10005:
    case 10006:
      return new RefusedError('plan_lacks_endpoint', message);
    case 10012:
      return new RefusedError('plan_lacks_history', message);
    case 1020:
      return new RefusedError('geo_blocked', message);
    case 429:
      return tooMany(said);
    default:
      return isGood ? new TransientError('server_error', message) : undefined;
  }
}

/** The month's calls used up and the minute's have one code: only the words tell them apart. */
function tooMany(said: Said): AppError {
  const failure = statusFailure({ ...said, status: 429 }, said.now, said.words);
  return /month|credit/i.test(said.words) ? new RefusedError('quota_spent', failure.message) : failure;
}

function toldIn(body: unknown): z.infer<typeof Status> | string | undefined {
  const told = Failure.safeParse(body).data;
  if (!told) return undefined;
  return 'status' in told ? told.status : told.error;
}
