import { randomUUID } from 'node:crypto';
import { exitCode } from '../../shared/domain/runDocument.ts';
import { UsageError } from '../../shared/errors.ts';
import { announceRun } from '../../shared/pipeline/announceRun.ts';
import { orTold } from '../../shared/pipeline/orTold.ts';
import { submitRound } from '../../shared/pipeline/submitRound.ts';
import type { Settings } from '../../shared/settings.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { readSettings } from '../readSettings.ts';
import { runText } from '../runText.ts';
import { openPorts, placeOf } from '../wiring.ts';

interface RunOptions {
  readonly dryRun?: true;
  readonly slot?: string;
  readonly failIfIdle?: true;
}

/** What the submit Lambda does, once, from the command line. */
export const run: CommandFunction<RunOptions> = async (options, terminal) => {
  const { slot, dryRun = false, failIfIdle = false } = options;
  const settings = await readSettings(options.settings);
  if (slot !== undefined) checkSlot(slot, settings);
  const signal = interruption();
  const working = terminal.working('asking Numerai');
  try {
    const ports = await openPorts(placeOf(options), settings, terminal.log);
    const runId = randomUUID();
    const wanted = { settings, runId, dryRun, slot, signal };
    const document = await orTold(ports, wanted, () => submitRound(ports, wanted));
    if (!dryRun) await announceRun(ports, settings, { document });
    return {
      document,
      text: runText(document, terminal.paint),
      exitCode: exitCode(document, { failIfIdle }),
    };
  } finally {
    working.stop();
  }
};

/** Also when no round is open; what `*` stands for only Numerai knows. */
function checkSlot(slot: string, { slots }: Settings): void {
  const names = slots.map(({ name }) => name);
  if (names.includes(slot) || names.includes('*')) return;
  throw new UsageError('usage', `the settings have no slot "${slot}"; they have: ${names.join(', ')}`);
}
