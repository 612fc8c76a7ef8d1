import type { LogEntry } from './logEntry.ts';
import type { LoggedRun } from './runsInLog.ts';
import type { Paint, Style } from './terminal.ts';
import { textTable } from './textTable.ts';

const HEADER = ['at (UTC)', 'function', 'outcome', 'run', 'reason'];
const STYLES: Readonly<Record<string, Style>> = { ERROR: 'red', WARN: 'yellow', PLATFORM: 'dim' };
const LEVEL_WIDTH = 8;

/** A line per run, the newest at the end, and how to see one whole. */
export function runsText(runs: readonly LoggedRun[], paint: Paint): string {
  const [last] = runs.slice(-1);
  if (!last) return 'No run in this time. Look further back: --since 3d';
  const rows = runs.map(({ at, function: name, outcome, run, reason }) => [
    instant(at),
    name,
    paint(outcome === 'failed' ? 'red' : 'bold', outcome ?? '-'),
    run,
    reason ?? '-',
  ]);
  return `${textTable(HEADER, rows)}\n\nAll lines of one: npm run -s autopilot -- logs --run ${last.run}`;
}

/** The lines of one run, with what they hold. */
export function entriesText(entries: readonly LogEntry[], paint: Paint): string {
  if (entries.length === 0) return 'No line of such a run in this time. Look further back: --since 3d';
  return entries.map((entry) => entryText(entry, paint)).join('\n');
}

function entryText({ at, level, message, details }: LogEntry, paint: Paint): string {
  const word = level.padEnd(LEVEL_WIDTH);
  const head = `${at.slice(11, 23)}  ${STYLES[level] ? paint(STYLES[level], word) : word}${message}`;
  return details === null ? head : `${head}  ${paint('dim', JSON.stringify(details))}`;
}

function instant(iso: string): string {
  return iso.slice(5, 19).replace('T', ' ');
}
