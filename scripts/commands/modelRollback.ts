import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { rollbackModel } from '../../shared/pipeline/rollbackModel.ts';
import type { CommandFunction } from '../invocation.ts';
import { openStore, placeOf } from '../wiring.ts';

/** Puts the version in use that was in use before. */
export const modelRollback: CommandFunction<{ readonly name: string }> = async (options, { paint }) => {
  const { name } = options;
  const store = await openStore(placeOf(options));
  const { version, before } = await rollbackModel(store, { name, at: systemClock.now() });
  const text = [
    `${paint('bold', name)} ${version} is in use again, in place of ${before}.`,
    'Next: the next run takes it. Another rollback goes one promotion further back;',
    `to return: npm run -s autopilot -- model promote ${name} ${before}`,
  ];
  return { document: { name, version, before }, text: text.join('\n') };
};
