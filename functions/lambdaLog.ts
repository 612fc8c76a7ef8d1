import { types } from 'node:util';
import type { Logger } from '@aws-lambda-powertools/logger';
import { reportError } from '../shared/errors.ts';
import type { Log, LogFields } from '../shared/ports.ts';

/**
 * The log of a function: Powertools' JSON lines, with the fields under `details`, out of the way of Powertools'
 * own. Of an error only message, hint and stack are told; its cause may quote a request.
 */
export function lambdaLog(logger: Logger): Log {
  return {
    info: (message, fields) => logger.info(message, details(fields)),
    warn: (message, fields) => logger.warn(message, details(fields)),
  };
}

/** A failure as it may be logged. */
export function tellError(error: unknown): LogFields {
  const stack = types.isNativeError(error)
    ? error.stack
        ?.split('\n')
        .slice(1)
        .map((line) => line.trim())
    : undefined;
  return { ...reportError(error), stack };
}

function details(fields: LogFields = {}): { details?: LogFields } {
  const told = Object.entries(fields).map(([name, value]) => [
    name,
    types.isNativeError(value) ? tellError(value) : value,
  ]);
  return told.length === 0 ? {} : { details: Object.fromEntries(told) };
}
