import type { ErrorReport } from '../shared/errors.ts';
import type { Paint } from './terminal.ts';

/** A failure for a person: what, what to do, where to read on. */
export function errorText({ code, message, hint }: ErrorReport, paint: Paint): string {
  return [
    `${paint('red', 'error')} ${paint('bold', code)}: ${message}`,
    `  → ${hint}`,
    paint('dim', `  README.md#${code}`),
  ].join('\n');
}
