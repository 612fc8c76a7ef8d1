import type { LogEntry } from './logEntry.ts';

/** One invocation as its log tells it. */
export interface LoggedRun {
  /** ISO, of the first line. */
  readonly at: string;
  readonly function: string;
  readonly run: string;
  /** What the run's document says; `failed` for one that ended in an error, null for one that says nothing. */
  readonly outcome: string | null;
  readonly reason: string | null;
}

/** The invocations among entries, oldest first. */
export function runsInLog(entries: readonly LogEntry[]): LoggedRun[] {
  const runs = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    if (entry.run) runs.set(entry.run, [...(runs.get(entry.run) ?? []), entry]);
  }
  return [...runs].map(([run, lines]) => ({
    at: lines[0]!.at,
    function: lines[0]!.function,
    run,
    ...endOf(lines),
  }));
}

/** A failed run may have told its document before: the error is what the operator looks for. */
function endOf(lines: readonly LogEntry[]): Pick<LoggedRun, 'outcome' | 'reason'> {
  const failed = lines.find(({ level }) => level === 'ERROR');
  const reported = lines.map(({ details }) => documentIn(details)).findLast((found) => found !== undefined);
  if (failed) return { outcome: 'failed', reason: text(failed.details, 'message') ?? failed.message };
  return { outcome: text(reported, 'outcome'), reason: text(reported, 'reason') };
}

function documentIn(details: unknown): unknown {
  return field(details, 'document');
}

function text(value: unknown, name: string): string | null {
  const found = field(value, name);
  return typeof found === 'string' ? found : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value ? Reflect.get(value, name) : undefined;
}
