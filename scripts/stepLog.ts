import { reportError } from '../shared/errors.ts';
import type { Clock, Log, LogFields } from '../shared/ports.ts';
import { brokenLine } from './brokenLine.ts';
import type { Paint } from './terminal.ts';

interface StepLogOptions {
  readonly note: (line: string) => void;
  readonly paint: Paint;
  readonly clock: Pick<Clock, 'now'>;
  /** Of the terminal, where there is one: longer messages go on below themselves. */
  readonly columns?: number | undefined;
}

const MARGIN = '   0.50 s  '.length;

/** For people who watch: each step with the seconds since the first look at the clock. */
export function stepLog({ note, paint, clock, columns = Number.POSITIVE_INFINITY }: StepLogOptions): Log {
  const startedAt = clock.now().getTime();
  const write = (message: string) => {
    const seconds = ((clock.now().getTime() - startedAt) / 1000).toFixed(2).padStart(7);
    const lines = brokenLine(message, { columns: columns - MARGIN, indent: 0 });
    note(`${paint('dim', `${seconds} s`)}  ${lines.replaceAll('\n', `\n${' '.repeat(MARGIN)}`)}`);
  };
  return {
    info: (message) => write(message),
    warn: (message, fields) => write(`${paint('yellow', 'warn')} ${message}${because(fields)}`),
  };
}

function because(fields: LogFields = {}): string {
  return fields.error === undefined ? '' : `: ${reportError(fields.error).message}`;
}
