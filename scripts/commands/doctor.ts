import type { Check } from '../doctor/check.ts';
import { examine } from '../doctor/examine.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import type { Paint, Style } from '../terminal.ts';
import { displayWidth } from '../textTable.ts';
import { placeOf } from '../wiring.ts';

const STYLES: Readonly<Record<Check['status'], Style>> = { ok: 'green', warn: 'yellow', FAIL: 'red' };
const WORD_WIDTH = 6;

/** Looks whether everything is ready for a run; changes nothing. */
export const doctor: CommandFunction<unknown> = async (options, { log, paint, working }) => {
  const looking = working('looking');
  try {
    const subject = { place: placeOf(options), settingsFile: options.settings, log, signal: interruption() };
    const checks = await examine(subject);
    const isOk = !checks.some(({ status }) => status === 'FAIL');
    return { document: { checks, ok: isOk }, text: doctorText(checks, paint), exitCode: isOk ? 0 : 1 };
  } finally {
    looking.stop();
  }
};

function doctorText(checks: readonly Check[], paint: Paint): string {
  const lines = checks.map(({ status, message, hint }) => {
    const word = paint(STYLES[status], status) + ' '.repeat(WORD_WIDTH - displayWidth(status));
    return hint === undefined ? `${word}${message}` : `${word}${message}\n${' '.repeat(WORD_WIDTH)}→ ${hint}`;
  });
  const count = (wanted: Check['status']) => checks.filter(({ status }) => status === wanted).length;
  return [...lines, `${count('ok')} ok, ${count('warn')} to look at, ${count('FAIL')} failed`].join('\n');
}
