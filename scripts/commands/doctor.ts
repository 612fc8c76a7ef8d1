import { checkText } from '../checkText.ts';
import { examine } from '../doctor/examine.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { placeOf } from '../wiring.ts';

/** Looks whether everything is ready for a run; changes nothing. */
export const doctor: CommandFunction<unknown> = async (options, { log, paint, working }) => {
  const looking = working('looking');
  try {
    const subject = { place: placeOf(options), settingsFile: options.settings, log, signal: interruption() };
    const checks = await examine(subject);
    const isOk = !checks.some(({ status }) => status === 'FAIL');
    return { document: { checks, ok: isOk }, text: checkText(checks, paint), exitCode: isOk ? 0 : 1 };
  } finally {
    looking.stop();
  }
};
