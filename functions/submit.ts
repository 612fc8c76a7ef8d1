import type { Round } from '../shared/domain/round.ts';
import { concludeRun } from '../shared/pipeline/concludeRun.ts';
import { orTold } from '../shared/pipeline/orTold.ts';
import { submitRound } from '../shared/pipeline/submitRound.ts';
import { entryPoint } from './middleware.ts';
import { type Wire, wireFunction } from './wiring.ts';

/** One tick over every slot, or what a hand-made event asks for. */
export const submitHandler = (wire: Wire) =>
  entryPoint(async ({ dryRun, slot }, { runId, signal, log, publish }) => {
    const { ports, settings } = await wire(log);
    let round: Round | undefined;
    const onRound = (open: Round) => {
      round = open;
    };
    const options = { settings, runId, dryRun, slot, signal, onRound };
    const document = await orTold(ports, options, () => submitRound(ports, options));
    return concludeRun(ports, { document, settings, round, dryRun, publish });
  });

export const handler = submitHandler(wireFunction);
