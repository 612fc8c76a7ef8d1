import * as z from 'zod';
import { type AppError, RefusedError, TransientError } from '../../../errors.ts';
import { type ProviderApi, type ProviderOptions, providerApi, type Said } from '../providerApi.ts';

const Failure = z.object({ error: z.string().min(1) });
const GATED =
  "Messari gives daily history to Enterprise plans only: take 'messari' out of the setting market.providers.";

/** @throws UsageError `address_invalid` */
export function messariApi(options: ProviderOptions): ProviderApi {
  const { key } = options;
  return providerApi(
    {
      source: 'Messari',
      defaultUrl: 'https://api.messari.io',
      variable: 'MESSARI_API_URL',
      headers: key ? { 'x-messari-api-key': key } : {},
      perMinute: 120,
      burst: 8,
      judge: messariFailure,
      words: wordsOf,
      isUnknown: ({ status }) => status === 404,
    },
    options,
  );
}

/** Without codes of its own: the status tells what the words say. */
function messariFailure(said: Said): AppError | undefined {
  const { label, status, body, words } = said;
  const message = `${label} answered ${status}: ${words}`;
  if (wordsOf(body) === '') return undefined;
  if (status === 403 || status === 402)
    return new RefusedError('plan_lacks_history', message, { hint: GATED });
  return status >= 200 && status < 300 ? new TransientError('server_error', message) : undefined;
}

function wordsOf(body: unknown): string {
  return Failure.safeParse(body).data?.error ?? '';
}
