import type { Document, FailureKind } from '../marketWorld.ts';

type Shape = 'status' | 'error.status' | 'text';

const FAILURES: Readonly<
  Record<FailureKind, readonly [status: number, code: number, message: string, shape: Shape]>
> = {
  'not-found': [404, 404, 'coin not found', 'text'],
  'server-error': [500, 500, 'Internal Server Error', 'status'],
  'rate-limited': [429, 429, "You've exceeded the Rate Limit. Please visit our pricing page.", 'status'],
  'quota-spent': [429, 429, "You've exceeded the monthly credits of your plan.", 'status'],
  'plan-lacks': [401, 10005, 'This request is limited to PRO API subscribers.', 'status'],
  'wrong-key': [401, 10002, 'API Key Missing or unknown.', 'error.status'],
  'in-200': [200, 500, 'Internal Server Error', 'status'],
};

/** CoinGecko's words about a failure, in one of its shapes. */
export function geckoFailure(kind: FailureKind): Document {
  const [status, code, message, shape] = FAILURES[kind];
  return geckoError({ status, code, message, shape });
}

export function geckoError({
  status,
  code,
  message,
  shape,
}: {
  status: number;
  code: number;
  message: string;
  shape: Shape;
}): Document {
  const told = { status: { error_code: code, error_message: message } };
  if (shape === 'text') return { status, body: { error: message } };
  return { status, body: shape === 'status' ? told : { error: told } };
}
