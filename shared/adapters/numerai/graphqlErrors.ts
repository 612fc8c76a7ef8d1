import { AccessError, type AppError, RefusedError, TransientError } from '../../errors.ts';
import type { OperationName } from './operations.ts';

const SWAPPED_KEYS_HINT =
  'Check whether NUMERAI_PUBLIC_ID and NUMERAI_SECRET_KEY are swapped (the public id is no user name), or the token was deleted at numer.ai/account.';

const NOT_OPEN = /current round not open/i;
const BAD_KEYS =
  /session is invalid|session has expired|not authenticated|unauthenticated|^unauthorized$|invalid token/i;
const NO_SCOPE = /\bscopes?\b|permission|not authorized|unauthorized|forbidden/i;
const BAD_FILE = /invalid_submission_|high_invalid_ticker|upload seems to be invalid/i;
const SERVER_FAULT = /internal server error|something went wrong|service unavailable|timed? ?-?out/i;
const TOO_MANY = /too many requests|rate limit/i;
const UNKNOWN_FIELD = /cannot query field|unknown argument/i;

/** An answer with errors. */
export interface RefusingReply {
  /** Method, address and operation. */
  readonly label: string;
  readonly status: number;
  /** At least one, redacted. */
  readonly messages: readonly string[];
}

/**
 * All messages of an answer's `errors`: a list of objects, one object such as `{detail}`, or a text.
 * Empty when there are no errors.
 */
export function errorMessages(errors: unknown): string[] {
  if (errors === undefined || errors === null) return [];
  if (typeof errors === 'string') return [errors];
  if (Array.isArray(errors)) return errors.map(messageOf);
  if (typeof errors !== 'object') return ['an error without words'];
  const { message, detail } = errors as { message?: unknown; detail?: unknown };
  if (typeof message === 'string' || typeof detail === 'string') return [messageOf(errors)];
  const texts = Object.values(errors).filter((value) => typeof value === 'string');
  return texts.length > 0 ? texts : ['an error without words'];
}

function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { message, detail } = (error ?? {}) as { message?: unknown; detail?: unknown };
  return [message, detail].find((text) => typeof text === 'string') ?? 'an error without words';
}

/** True when the server does not know a name, so that nothing of the operation was carried out. */
export function namesUnknownField(messages: readonly string[]): boolean {
  return messages.some((message) => UNKNOWN_FIELD.test(message));
}

/**
 * What Numerai's words mean. A word about keys, the round or the file decides, then one about a fault of the
 * server; anything else was refused for good.
 */
export function graphqlFailure(operation: OperationName, reply: RefusingReply): AppError {
  const words = reply.messages.join('; ');
  const message = `${reply.label} said: ${words}`;
  if (NOT_OPEN.test(words)) return new RefusedError('round_not_open', message);
  if (BAD_KEYS.test(words)) return keysRejected(message);
  if (BAD_FILE.test(words)) return new RefusedError('submission_refused', message);
  if (UNKNOWN_FIELD.test(words)) return new RefusedError('numerai_api_changed', message);
  if (SERVER_FAULT.test(words)) return new TransientError('server_error', message);
  if (TOO_MANY.test(words)) return new TransientError('rate_limited', message);
  if (NO_SCOPE.test(words)) return new AccessError('numerai_scope_missing', message);
  if (reply.status === 401 || reply.status === 403) return keysRejected(message);
  return new RefusedError(isUpload(operation) ? 'submission_refused' : 'numerai_refused', message);
}

function keysRejected(message: string): AccessError {
  return new AccessError('numerai_keys_rejected', message, { hint: SWAPPED_KEYS_HINT });
}

function isUpload(operation: OperationName): boolean {
  return operation === 'UploadAuth' || operation === 'CreateSubmission';
}
