import { concludeVerify } from '../shared/pipeline/concludeVerify.ts';
import { orTold } from '../shared/pipeline/orTold.ts';
import { verifyRound } from '../shared/pipeline/verifyRound.ts';
import { entryPoint } from './middleware.ts';
import { type WireVerify, wireVerify } from './verifyWiring.ts';

/** Asks Numerai whether every slot is safe, and tells the alarms. */
export const verifyHandler = (wire: WireVerify) =>
  entryPoint(async ({ dryRun }, { signal, log, publish }) => {
    const { ports, settings } = await wire(log);
    const options = { settings, dryRun, signal };
    const document = await orTold(ports, options, () => verifyRound(ports, options));
    return concludeVerify(ports, { document, settings, dryRun, publish });
  });

export const handler = verifyHandler(wireVerify);
