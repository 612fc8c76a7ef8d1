import { existsSync } from 'node:fs';
import { storedModels } from '../../shared/pipeline/storedModels.ts';
import type { Store } from '../../shared/ports.ts';
import { checkText } from '../checkText.ts';
import { type Check, checked, fail, warn } from '../doctor/check.ts';
import { candidateChecks, storedModelCheck } from '../doctor/modelChecks.ts';
import { featureSources } from '../featureSources.ts';
import type { CommandFunction } from '../invocation.ts';
import { readSettings } from '../readSettings.ts';
import { openStore, placeOf } from '../wiring.ts';

interface CheckOptions {
  readonly names: readonly string[];
}

/** Opens the models in use, and looks whether the candidates of the settings find theirs. */
export const modelCheck: CommandFunction<CheckOptions> = async (options, { log, paint }) => {
  const store = await openStore(placeOf(options));
  const sources = await featureSources(store, log);
  const every = options.names.length === 0;
  const names = every ? (await storedModels(store)).map(({ name }) => name) : options.names;
  const models = await Promise.all(names.map((name) => storedModelCheck(store, name, sources)));
  const checks = [
    ...(names.length === 0 ? [EMPTY] : []),
    ...models.flat(),
    ...(every ? await settingsChecks(store, options.settings) : []),
  ];
  const ok = !checks.some(({ status }) => status === 'FAIL');
  return { document: { checks, ok }, text: checkText(checks, paint), exitCode: ok ? 0 : 1 };
};

const EMPTY = fail(
  'model',
  'the store has no model',
  'Push one: npm run -s autopilot -- model push FILE --name NAME',
);

async function settingsChecks(store: Store, path: string | undefined): Promise<Check[]> {
  if (path === undefined && !existsSync('cdk.json')) {
    const hint = 'Run it in the project folder, or name a settings file: --settings FILE.';
    return [warn('candidate', 'candidates were not looked at: there is no cdk.json here', hint)];
  }
  return checked('candidate', async () => candidateChecks(store, await readSettings(path)));
}
