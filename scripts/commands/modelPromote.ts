import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { promoteModel } from '../../shared/pipeline/promoteModel.ts';
import type { CommandFunction } from '../invocation.ts';
import { openStore, placeOf } from '../wiring.ts';

interface PromoteOptions {
  readonly name: string;
  readonly version: string;
}

/** Puts a stored version of a model in use. */
export const modelPromote: CommandFunction<PromoteOptions> = async (options, { paint }) => {
  const { name } = options;
  const store = await openStore(placeOf(options));
  const { version, before } = await promoteModel(store, {
    name,
    version: options.version,
    at: systemClock.now(),
  });
  const promoted = before !== version;
  const text = promoted
    ? [
        `${paint('bold', name)} ${version} is in use now${before === null ? '' : `, in place of ${before}`}.`,
        before === null
          ? 'Next: model check looks whether the candidates of the settings find it.'
          : `Next: the next run takes it. To go back: npm run -s autopilot -- model rollback ${name}`,
      ]
    : [`${paint('bold', name)} ${version} was in use already; nothing was written.`];
  return { document: { name, version, before, promoted }, text: text.join('\n') };
};
