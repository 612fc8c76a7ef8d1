import type { Check } from './doctor/check.ts';
import type { Paint, Style } from './terminal.ts';
import { displayWidth } from './textTable.ts';

const STYLES: Readonly<Record<Check['status'], Style>> = { ok: 'green', warn: 'yellow', FAIL: 'red' };
const WORD_WIDTH = 6;

/** A line a check, its hint below it, and a count at the end. */
export function checkText(checks: readonly Check[], paint: Paint): string {
  const lines = checks.map(({ status, message, hint }) => {
    const word = paint(STYLES[status], status) + ' '.repeat(WORD_WIDTH - displayWidth(status));
    return hint === undefined ? `${word}${message}` : `${word}${message}\n${' '.repeat(WORD_WIDTH)}→ ${hint}`;
  });
  const count = (wanted: Check['status']) => checks.filter(({ status }) => status === wanted).length;
  return [...lines, `${count('ok')} ok, ${count('warn')} to look at, ${count('FAIL')} failed`].join('\n');
}
