import { type Answer, html, json, reply } from './answer.ts';
import type { Operations } from './faultSwitch.ts';
import type { FaultName } from './faults.ts';
import type { NumeraiOptions } from './options.ts';

/** Faults that answer in place of the API; nothing is carried out. */
export const HTTP_FAULTS = [
  'unreachable',
  'timeout',
  'error-500',
  'error-504-html',
  'rate-limited',
  'html-200',
  'data-null',
  'errors-dict',
  'internal-error',
  'create-fails',
] as const satisfies readonly FaultName[];

type HttpFault = (operations: Operations, options: NumeraiOptions) => Answer;

const serverError: HttpFault = () => json(500, { errors: { detail: 'Internal Server Error' } });

const ANSWERS: Record<(typeof HTTP_FAULTS)[number], HttpFault> = {
  unreachable: () => ({ kind: 'drop' }),
  timeout: () => ({ kind: 'hang' }),
  'error-500': serverError,
  'create-fails': serverError,
  'error-504-html': () => html(504, '504 Gateway Time-out'),
  'rate-limited': (_, { retryAfterSeconds }) =>
    reply(429, 'Too Many Requests', {
      'content-type': 'text/plain',
      'retry-after': String(retryAfterSeconds),
    }),
  'html-200': () => html(200, 'Numerai is down for maintenance'),
  'data-null': () => json(200, { data: null }),
  'errors-dict': () => json(200, { errors: { detail: 'Internal Server Error' } }),
  'internal-error': (operations) =>
    json(200, {
      data: Object.fromEntries(operations.map((field) => [field, null])),
      errors: operations.map((field) => ({ message: 'Internal server error', path: [field] })),
    }),
};

/** What is answered instead. */
export function httpFault(
  name: (typeof HTTP_FAULTS)[number],
  operations: Operations,
  options: NumeraiOptions,
): Answer {
  return ANSWERS[name](operations, options);
}
