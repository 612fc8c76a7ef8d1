import { modelNames, readManifest, readPointer } from '../../shared/pipeline/modelStore.ts';
import type { Store } from '../../shared/ports.ts';
import type { CommandFunction } from '../invocation.ts';
import { textTable } from '../textTable.ts';
import { openStore, placeOf } from '../wiring.ts';

const HEADER = ['model', 'version in use', 'kind', 'features', 'in use since'];
const NONE = 'The store has no model yet. Push one: npm run -s autopilot -- model push FILE --name NAME';

/** The models of the store and the versions in use. */
export const modelList: CommandFunction<unknown> = async (options) => {
  const store = await openStore(placeOf(options));
  const names = await modelNames(store);
  const models = await Promise.all(names.map((name) => describeModel(store, name)));
  const rows = models.map((one) => [
    one.name,
    one.version ?? '-',
    one.kind ?? '?',
    String(one.features ?? '?'),
    one.since ?? '-',
  ]);
  return { document: { models }, text: rows.length > 0 ? textTable(HEADER, rows) : NONE };
};

async function describeModel(store: Store, name: string) {
  const current = await readPointer(store, name);
  const version = current?.pointer.version ?? null;
  const manifest = version === null ? undefined : await readManifest(store, name, version);
  return {
    name,
    version,
    kind: manifest?.kind ?? null,
    features: manifest?.features.length ?? null,
    since: current?.pointer.history.at(-1)?.at ?? null,
  };
}
