import type * as z from 'zod';
import { type AppError, RefusedError, TransientError, UsageError } from '../../errors.ts';
import type { Clock, Limit, Log } from '../../ports.ts';
import { exchange, type HttpAnswer, httpUrl } from '../http.ts';
import { statusFailure } from '../httpFailure.ts';
import { fitting, parseJson } from '../json.ts';
import { redact, withoutSecret } from '../numerai/redact.ts';
import { retrying } from '../retry.ts';
import { jsonOf } from './jsonOf.ts';
import { pace } from './pace.ts';

/** What every client of a provider takes. */
export interface ProviderOptions {
  /** Another address than the provider's own, as its variable `..._API_URL` says. */
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Requests (Binance: weight) a minute, whatever a plan says; default: a little less than it allows. */
  readonly perMinute?: number | undefined;
  /** Pauses before each repeat of a request; default as `retry.ts`. */
  readonly delaysMs?: readonly number[] | undefined;
  /** Time for one attempt, body included; default 10 s. */
  readonly timeoutMs?: number | undefined;
}

/** An answer as a provider's own rules see it. */
export interface Said {
  /** Method and address, without the query string. */
  readonly label: string;
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when it is no JSON. */
  readonly body: unknown;
  readonly now: Date;
  /** What it says of a failure, free of keys. */
  readonly words: string;
}

/** What sets one provider apart. */
export interface Dialect {
  readonly source: string;
  /** Without a slash at the end. */
  readonly defaultUrl: string;
  /** The variable that moves it. */
  readonly variable: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly perMinute: number;
  readonly burst: number;
  /** The failure that an answer is, whatever its status; undefined leaves it to the status. */
  judge(said: Said): AppError | undefined;
  /** Words of an error's body that may be shown. */
  words(body: unknown): string;
  /** True for an answer that the token is unknown. */
  isUnknown?(said: Said): boolean;
  /** How long to pause after an answer, so that the next one is no refusal. */
  restMs?(said: Said): number;
}

export interface ProviderRequest<T> {
  readonly path: string;
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly schema: z.ZodType<T>;
  /** Of the limit a minute; default 1. */
  readonly weight?: number;
}

/** An answer and what it can know of. */
export interface Told<T> {
  readonly data: T;
  /**
   * The earlier of our clock and the provider's (its `Date` header, which in front of a cache is the time of the
   * copy): a day is over when both say so.
   */
  readonly at: Date;
}

export interface ProviderApi {
  /**
   * GETs a document within the provider's limits, repeated while it may heal.
   *
   * @throws as `statusFailure`, `fitting` and the dialect's `judge` tell; RefusedError `geo_blocked`
   */
  get<T>(request: ProviderRequest<T>, limit: Limit): Promise<Told<T>>;
  /** The same for one token; undefined when the provider does not know it. */
  find<T>(request: ProviderRequest<T>, limit: Limit): Promise<Told<T> | undefined>;
  /** Takes a limit a minute that the provider itself has told. */
  allow(perMinute: number): void;
  /** Requests so far, repeated ones included. */
  readonly sent: number;
  /** Requests, or their weight, that it lets go in a minute now. */
  readonly perMinute: number;
}

/** The largest answer there is, 5,000 tokens of CoinMarketCap, has about 8 MB. */
const MAX_BYTES = 48 * 1024 * 1024;
const AGENT = 'numerai-crypto-autopilot';
/** The longest a request is repeated, however long the run: who wants to be left alone for longer is left alone. */
const PATIENCE_MS = 180_000;
/** A `Date` further behind is no slow clock and no cached copy, but a header that says nothing. */
const MAX_BEHIND_MS = 36 * 3_600_000;

/** @throws UsageError `address_invalid` */
export function providerApi(dialect: Dialect, options: ProviderOptions): ProviderApi {
  const { source, burst } = dialect;
  const { clock, delaysMs, perMinute = dialect.perMinute } = options;
  const ask = asker(dialect, options);
  const bucket = pace({ source, clock, perMinute, burst });
  let sent = 0;
  const attempt = async <T>(request: ProviderRequest<T>, limit: Limit): Promise<Told<T> | Unknown> => {
    await bucket.take(request.weight ?? 1, limit);
    sent += 1;
    const answer = await ask(request, limit);
    const body = jsonOf(answer.bytes);
    const words = redact(dialect.words(body), options.key ? [options.key] : []);
    const said: Said = { ...answer, body, words, now: clock.now() };
    if (dialect.isUnknown?.(said)) return { said };
    const failure = failureIn(said, dialect);
    bucket.holdFor(Math.max(askedMs(failure), dialect.restMs?.(said) ?? 0));
    if (failure) throw failure;
    const data = fitting(body === undefined ? parseJson(answer) : body, request.schema, answer.label);
    return { data, at: earlierOf(said) };
  };
  const repeated = <T>(request: ProviderRequest<T>, given: Limit): Promise<Told<T> | Unknown> => {
    const limit = withPatience(given, clock.now());
    return retrying(() => attempt(request, limit), { clock, limit, ...(delaysMs && { delaysMs }) });
  };
  return {
    get: async (request, limit) => {
      const told = await repeated(request, limit);
      if ('said' in told) throw statusFailure(told.said, told.said.now, told.said.words);
      return told;
    },
    find: async (request, limit) => {
      const told = await repeated(request, limit);
      return 'said' in told ? undefined : told;
    },
    allow: (told) => {
      if (options.perMinute === undefined) bucket.allow(told);
    },
    get sent() {
      return sent;
    },
    get perMinute() {
      return bucket.perMinute;
    },
  };
}

interface Unknown {
  readonly said: Said;
}

function asker(dialect: Dialect, { url = dialect.defaultUrl, key, timeoutMs }: ProviderOptions) {
  const base = httpUrl(url);
  if (!base) {
    throw new UsageError('address_invalid', `${dialect.variable} is not an http(s) address without user`);
  }
  const headers = { Accept: 'application/json', 'User-Agent': AGENT, ...dialect.headers };
  return async (request: ProviderRequest<unknown>, limit: Limit): Promise<HttpAnswer> => {
    const address = addressOf(base, request);
    const more = timeoutMs === undefined ? {} : { timeoutMs };
    const sent = { method: 'GET', url: address, headers, maxBytes: MAX_BYTES, ...more } as const;
    return withoutSecret(await exchange(sent, limit), key);
  };
}

function addressOf(base: URL, { path, query = {} }: ProviderRequest<unknown>): URL {
  const address = new URL(base);
  address.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, String(value));
  }
  return address;
}

function withPatience({ retryUntil, signal }: Limit, now: Date): Limit {
  return { signal, retryUntil: new Date(Math.min(retryUntil.getTime(), now.getTime() + PATIENCE_MS)) };
}

/** All requests wait when one of them is told to. */
function askedMs(failure: AppError | undefined): number {
  const isLimit = failure instanceof TransientError && failure.code === 'rate_limited';
  return isLimit ? (failure.retryAfterMs ?? 0) : 0;
}

function failureIn(said: Said, dialect: Dialect): AppError | undefined {
  const isGood = said.status >= 200 && said.status < 300;
  return dialect.judge(said) ?? (isGood ? undefined : failureOf(said));
}

/** A restricted place is told by 451, or by the 403 page of a firewall that speaks no JSON. */
function failureOf(said: Said): AppError {
  const { label, status, body, words, now } = said;
  const isPage = status === 403 && body === undefined;
  if (status !== 451 && !isPage) return statusFailure(said, now, words);
  return new RefusedError('geo_blocked', `${label} answered ${status}${words && `: ${words}`}`);
}

function earlierOf({ headers, now }: Said): Date {
  const theirs = Date.parse(headers.get('date') ?? '');
  const behindMs = now.getTime() - theirs;
  return behindMs > 0 && behindMs <= MAX_BEHIND_MS ? new Date(theirs) : now;
}
