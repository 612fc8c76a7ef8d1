import { collectMarket } from '../shared/pipeline/collectMarket.ts';
import { concludeCollect } from '../shared/pipeline/concludeCollect.ts';
import { orTold } from '../shared/pipeline/orTold.ts';
import { type WireMarket, wireMarket } from './marketWiring.ts';
import { entryPoint } from './middleware.ts';

/** Yesterday's close into the market store. */
export const collectHandler = (wire: WireMarket) =>
  entryPoint(async (_event, { signal, log, publish }) => {
    const { ports, settings } = await wire(log);
    const options = { settings, signal };
    return orTold(ports, options, async () =>
      concludeCollect(ports, { document: await collectMarket(ports, options), publish }),
    );
  });

export const handler = collectHandler(wireMarket);
