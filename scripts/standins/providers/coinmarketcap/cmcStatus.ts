import type { Call, Document, FailureKind } from '../marketWorld.ts';

const FAILURES: Readonly<Record<FailureKind, readonly [status: number, code: number, message: string]>> = {
  'not-found': [404, 404, 'Not Found'],
  'server-error': [500, 500, 'An internal server error occurred'],
  'rate-limited': [
    429,
    1008,
    "You've exceeded your API Key's HTTP request rate limit. Rate limits reset every minute.",
  ],
  'quota-spent': [429, 1010, "You've exceeded your API Key's monthly rate limit."],
  'plan-lacks': [403, 1006, "Your API Key subscription plan doesn't support this endpoint."],
  'wrong-key': [401, 1001, 'This API Key is invalid.'],
  'in-200': [200, 500, 'An internal server error occurred'],
};

/** CoinMarketCap's words about a failure. */
export function cmcFailure(kind: FailureKind, call: Pick<Call, 'now'>): Document {
  const [status, code, message] = FAILURES[kind];
  return cmcError(call, { status, code, message });
}

export function cmcError(
  { now }: Pick<Call, 'now'>,
  { status, code, message }: { status: number; code: number; message: string },
): Document {
  const body = {
    status: {
      timestamp: now.toISOString(),
      error_code: code,
      error_message: message,
      elapsed: 0,
      credit_count: 0,
      notice: null,
    },
  };
  return { status, body };
}

/** An answer and its price. `other-shape` is the way some v3 endpoints tell the code. */
export function cmcAnswer(
  { now, faults }: Pick<Call, 'now' | 'faults'>,
  data: unknown,
  credits: number,
): Document {
  const isText = faults.has('other-shape');
  const status = {
    timestamp: now.toISOString(),
    error_code: isText ? '0' : 0,
    error_message: isText ? '' : null,
    elapsed: 10,
    credit_count: credits,
    notice: null,
  };
  return { status: 200, body: { data, status }, credits };
}

export function badRequest(call: Pick<Call, 'now'>, message: string): Document {
  return cmcError(call, { status: 400, code: 400, message });
}
