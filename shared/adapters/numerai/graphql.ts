import * as z from 'zod';
import { AccessError, UsageError } from '../../errors.ts';
import type { Clock, Limit, Log } from '../../ports.ts';
import { atMost } from '../atMost.ts';
import { exchange, type HttpAnswer, httpUrl, isSuccess } from '../http.ts';
import { statusFailure } from '../httpFailure.ts';
import { fitting, parseJson } from '../json.ts';
import { type RetryPolicy, retrying } from '../retry.ts';
import { ANSWERS, type Answer } from './answers.ts';
import { errorMessages, graphqlFailure, namesUnknownField, type RefusingReply } from './graphqlErrors.ts';
import { OPERATIONS, type OperationName, PUBLIC_OPERATIONS } from './operations.ts';
import { redact, withoutSecret } from './redact.ts';
import { camelCaseKeys, snakeCaseOperation } from './snakeCase.ts';

export interface NumeraiCredentials {
  readonly publicId: string;
  readonly secretKey: string;
}

export interface GraphqlOptions {
  readonly url: string;
  /** Without them only the public operations work. */
  readonly credentials?: NumeraiCredentials | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Pauses before each repeat of a request; default as `retry.ts`. */
  readonly delaysMs?: readonly number[] | undefined;
  /** Time for one attempt of one operation; default 15 s. */
  readonly timeoutMs?: number | undefined;
}

/** What is undefined is left out of the request: the server takes null for a value, never for unset. */
type Variables = Readonly<Record<string, string | number | null | undefined>>;

export interface Graphql {
  /** One operation, repeated while it may heal. */
  ask<N extends OperationName>(operation: N, variables: Variables, limit: Limit): Promise<Answer<N>>;
  /** One attempt, for a writing operation whose repeats need care. */
  askOnce<N extends OperationName>(operation: N, variables: Variables, limit: Limit): Promise<Answer<N>>;
  policy(limit: Limit): RetryPolicy;
  /** Numerai's words as they may be shown. */
  redacted(text: string): string;
}

interface Reply extends RefusingReply {
  readonly data: unknown;
}

const TIMEOUT_MS = 15_000;
/** A person who waits longer than this is told why. */
const SHORT_PAUSE_MS = 3_000;
/** Twenty slots ask forty things in one moment; what Numerai takes for too many is not known. */
const MOST_AT_ONCE = 8;
const Envelope = z.object({ data: z.unknown().optional(), errors: z.unknown().optional() });

/**
 * Numerai's GraphQL endpoint. An answer with errors is a failure even when part of the data came along: half
 * a list must never be read as "nothing was submitted".
 *
 * @throws UsageError `address_invalid`
 */
export function graphql(options: GraphqlOptions): Graphql {
  const url = httpUrl(options.url);
  if (!url) throw new UsageError('address_invalid', 'NUMERAI_API_URL is not an http(s) address without user');
  const post = poster(url, options);
  let spell = (text: string): string => text;

  const inAKnownSpelling = async (operation: OperationName, variables: Variables, limit: Limit) => {
    const reply = await post(operation, { query: spell(OPERATIONS[operation]), variables }, limit);
    if (!namesUnknownField(reply.messages) || spell === snakeCaseOperation) return reply;
    const { messages } = reply;
    options.log.warn('Numerai does not know a field, asking in snake_case', { operation, messages });
    const query = snakeCaseOperation(OPERATIONS[operation]);
    const second = await post(operation, { query, variables }, limit);
    if (!namesUnknownField(second.messages)) spell = snakeCaseOperation;
    return second;
  };

  const askOnce: Graphql['askOnce'] = async (operation, variables, limit) => {
    const reply = await inAKnownSpelling(operation, variables, limit);
    if (reply.messages.length > 0) throw graphqlFailure(operation, reply);
    return read(operation, reply);
  };
  const { clock, delaysMs } = options;
  const onPause = pauseTeller(options.log);
  const policy = (limit: Limit): RetryPolicy => ({ clock, limit, onPause, ...(delaysMs && { delaysMs }) });
  return {
    askOnce,
    ask: (operation, variables, limit) => retrying(() => askOnce(operation, variables, limit), policy(limit)),
    policy,
    redacted: (text) => redact(text, secretsOf(options)),
  };
}

function pauseTeller(log: Log): NonNullable<RetryPolicy['onPause']> {
  return ({ message }, pauseMs) => {
    if (pauseMs > SHORT_PAUSE_MS) log.warn(`${message}; asking again in ${Math.round(pauseMs / 1000)} s`);
  };
}

function secretsOf({ credentials }: GraphqlOptions): string[] {
  return credentials ? [credentials.publicId, credentials.secretKey] : [];
}

function read<N extends OperationName>(operation: N, { data, label }: Reply): Answer<N> {
  const schema: z.ZodType = ANSWERS[operation];
  return fitting(camelCaseKeys(data), schema, label) as Answer<N>;
}

function poster(url: URL, options: GraphqlOptions) {
  const { clock, timeoutMs = TIMEOUT_MS } = options;
  const keys = secretsOf(options);
  const inTurn = atMost(MOST_AT_ONCE);
  return async (operation: OperationName, body: object, limit: Limit): Promise<Reply> => {
    const headers = {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      ...(!PUBLIC_OPERATIONS.has(operation) && { Authorization: tokenHeader(operation, keys) }),
    };
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const answer = await inTurn(() =>
      exchange({ method: 'POST', url, headers, body: bytes, timeoutMs }, limit),
    );
    const labelled = { ...answer, label: `${answer.label} (${operation})` };
    return toReply(withoutSecret(labelled, keys[1]), clock.now(), keys);
  };
}

function tokenHeader(operation: OperationName, [publicId, secretKey]: readonly string[]): string {
  if (!publicId || !secretKey) {
    throw new AccessError(
      'numerai_keys_missing',
      `Numerai's ${operation} needs a public id and a secret key`,
    );
  }
  return `Token ${publicId}$${secretKey}`;
}

/** @throws as `statusFailure` for a status that explains itself; TransientError `malformed_answer` */
function toReply(answer: HttpAnswer, now: Date, secrets: readonly string[]): Reply {
  const { label, status } = answer;
  const { data, errors } = isSuccess(answer) ? envelopeOf(answer) : envelopeIfAny(answer);
  const messages = errorMessages(errors).map((text) => redact(text, secrets));
  if (!isSuccess(answer)) {
    const failure = statusFailure(answer, now, messages.join('; '));
    // A 4xx may carry ordinary GraphQL errors, which say more than the status.
    if (failure.retryable || messages.length === 0) throw failure;
  }
  return { label, status, data, messages };
}

function envelopeOf(answer: HttpAnswer): z.infer<typeof Envelope> {
  return fitting(parseJson(answer), Envelope, answer.label);
}

function envelopeIfAny(answer: HttpAnswer): z.infer<typeof Envelope> {
  try {
    return envelopeOf(answer);
  } catch {
    return {};
  }
}
