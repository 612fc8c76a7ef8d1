import type * as z from 'zod';
import { TransientError } from '../errors.ts';
import { exchange, type HttpAnswer, type HttpRequest, isSuccess } from './http.ts';
import { statusFailure } from './httpFailure.ts';
import { type RetryPolicy, retrying } from './retry.ts';

const SHOWN_ISSUES = 3;

/**
 * GETs a JSON document and returns it parsed by `schema`; an answer that does not fit is asked for again.
 *
 * @throws as `send`; TransientError `malformed_answer`
 */
export async function getJson<T>(
  request: Omit<HttpRequest, 'method' | 'body'>,
  schema: z.ZodType<T>,
  policy: RetryPolicy,
): Promise<T> {
  return retrying(async () => {
    const answer = await exchange({ ...request, method: 'GET' }, policy.limit);
    if (!isSuccess(answer)) throw statusFailure(answer, policy.clock.now());
    return fitting(parseJson(answer), schema, answer.label);
  }, policy);
}

/**
 * The body as a JSON value.
 *
 * @throws TransientError `malformed_answer`, e.g. for the HTML page of a proxy
 */
export function parseJson(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(answer.bytes));
  } catch {
    const type = answer.headers.get('content-type') ?? 'no content type';
    const found = `${answer.bytes.length} bytes of ${type}`;
    throw new TransientError(
      'malformed_answer',
      `${answer.label} answered ${answer.status} without JSON: ${found}`,
    );
  }
}

/**
 * `value` as the schema reads it.
 *
 * @throws TransientError `malformed_answer` naming what does not fit, never the values themselves
 */
export function fitting<T>(value: unknown, schema: z.ZodType<T>, label: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, SHOWN_ISSUES);
  const wrong = issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  throw new TransientError('malformed_answer', `${label} answered a wrong shape: ${wrong.join('; ')}`);
}
