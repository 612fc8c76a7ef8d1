import { ERRORS, type ErrorCode } from './errorCatalogue.ts';

export interface ErrorDetails {
  /** What went wrong before; kept for the log, never shown with its own request data. */
  readonly cause?: unknown;
  /** Replaces the catalogue's hint where the caller knows a better next step. */
  readonly hint?: string;
}

/** What a person or a program is told about a failure: the `error` of every JSON document. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * Base of every failure this project raises on purpose. The message holds the numbers, the hint the next
 * step; neither ever holds a key, a header or a URL's query string.
 */
export abstract class AppError extends Error {
  /** Stable, greppable identifier: a key of `ERRORS` and the anchor of a README paragraph. */
  readonly code: ErrorCode;
  /** One sentence telling the operator what to do next. */
  readonly hint: string;
  /** True when trying the same call again could succeed. */
  readonly retryable: boolean = false;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = details.hint ?? ERRORS[code].hint;
  }
}

/** The command line or the settings are wrong: correct them. Exit code 2. */
export class UsageError extends AppError {}

/** A file, a model or a table is not what it must be: correct the file. */
export class InputError extends AppError {}

/** Keys, scopes or permissions are missing or wrong: correct them. */
export class AccessError extends AppError {}

/** The other side understood and said no for good: read what it said. */
export class RefusedError extends AppError {}

/** The other side or the way to it is in trouble: the same call may succeed later. */
export class TransientError extends AppError {
  override readonly retryable = true;
  /** How long the other side asked to be left alone (`Retry-After`), if it did. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails & { retryAfterMs?: number } = {}) {
    super(code, message, details);
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The run's time or the round's deadline is over: nothing more is tried in this run. */
export class DeadlineError extends AppError {}

/**
 * Any thrown value as an `ErrorReport`. Errors that were not raised on purpose are bugs and are reported as
 * `internal_error`, with their message.
 */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof AppError) return { code: error.code, message: error.message, hint: error.hint };
  const message =
    typeof error === 'object' && error && 'message' in error ? String(error.message) : String(error);
  return { code: 'internal_error', message, hint: ERRORS.internal_error.hint };
}
