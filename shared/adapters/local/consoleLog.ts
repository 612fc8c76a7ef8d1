import { inspect, types } from 'node:util';
import { reportError } from '../../errors.ts';
import type { Clock, Log, LogFields } from '../../ports.ts';

/** Anything lines can be written to, such as `process.stderr`. */
export interface LineSink {
  write(line: string): unknown;
}

/**
 * One line an entry, for a person: `2026-11-24T12:00:03Z info submitted round=812 slot=base`.
 * Times are UTC; whatever a field holds, it stays on its line.
 */
export function consoleLog(sink: LineSink, clock: Pick<Clock, 'now'>): Log {
  const write = (level: string, message: string, fields: LogFields = {}) => {
    const time = clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
    const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
    const words = pairs.map(([name, value]) => `${name}=${word(value)}`);
    sink.write(`${[time, level, oneLine(message), ...words].join(' ')}\n`);
  };
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
  };
}

function word(value: unknown): string {
  // Not the whole error: its cause and stack are for a debugger, and may hold what a log must not.
  if (types.isNativeError(value)) return quoted(`${reportError(value).code}: ${value.message}`);
  if (typeof value === 'string') return quoted(value);
  return oneLine(inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 4 }));
}

function quoted(text: string): string {
  return /^[^\s"=\p{Cc}]+$/u.test(text) ? text : oneLine(JSON.stringify(text));
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
