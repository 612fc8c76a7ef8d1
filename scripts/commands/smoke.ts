import { UsageError } from '../../shared/errors.ts';
import { checkText } from '../checkText.ts';
import { findDeployment } from '../deployment.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { smokeChecks } from '../smokeChecks.ts';

interface SmokeCommandOptions {
  readonly ring?: true;
}

/** Tries the deployment end to end after a deploy; uploads nothing. */
export const smoke: CommandFunction<SmokeCommandOptions> = async ({ local, ring = false }, terminal) => {
  if (local) throw new UsageError('usage', 'smoke tries what is deployed; locally: run --local --dry-run');
  const signal = interruption();
  const working = terminal.working('looking for the stack');
  try {
    const deployment = await findDeployment();
    const checks = await smokeChecks(deployment, { ring, signal, say: (step) => working.say(step) });
    const isOk = !checks.some(({ status }) => status === 'FAIL');
    return {
      document: { checks, ok: isOk },
      text: checkText(checks, terminal.paint),
      exitCode: isOk ? 0 : 1,
    };
  } finally {
    working.stop();
  }
};
