import type { LogLine } from '../shared/adapters/aws/logLines.ts';

/** A line of a function's log, taken apart. */
export interface LogEntry {
  /** ISO. */
  readonly at: string;
  /** Short name of the function. */
  readonly function: string;
  /** Lambda's request id; null where a line has none. */
  readonly run: string | null;
  readonly level: string;
  readonly message: string;
  readonly details: unknown;
}

/** The entry of a line; undefined for metrics, which are not meant for people. */
export function logEntry(name: string, { at, text }: LogLine): LogEntry | undefined {
  const base = { at: at.toISOString(), function: name };
  const line = parsed(text);
  if (!line) return { ...base, run: null, level: 'INFO', message: text, details: null };
  if ('_aws' in line) return undefined;
  if (typeof line.type === 'string') return { ...base, ...platformEntry(line.type, line.record) };
  return {
    ...base,
    run: textOr(line.function_request_id ?? line.requestId, null),
    level: textOr(line.level, 'INFO'),
    message: textOr(line.message, text),
    details: line.details ?? null,
  };
}

/** What Lambda itself says, such as `platform.report`. */
function platformEntry(type: string, record: unknown): Omit<LogEntry, 'at' | 'function'> {
  const fields: Readonly<Record<string, unknown>> = isRecord(record) ? record : {};
  const run = textOr(fields.requestId, null);
  return { run, level: 'PLATFORM', message: type, details: fields.metrics ?? null };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOr<T>(value: unknown, instead: T): string | T {
  return typeof value === 'string' ? value : instead;
}
