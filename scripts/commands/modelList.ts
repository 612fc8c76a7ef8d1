import { AppError } from '../../shared/errors.ts';
import type { Manifest } from '../../shared/models/manifest.ts';
import { type ModelPointer, readPointer } from '../../shared/pipeline/modelPointer.ts';
import { readManifest } from '../../shared/pipeline/modelStore.ts';
import { type StoredModel, storedModels } from '../../shared/pipeline/storedModels.ts';
import type { Store } from '../../shared/ports.ts';
import type { CommandFunction } from '../invocation.ts';
import { textTable } from '../textTable.ts';
import { openStore, placeOf } from '../wiring.ts';

const HEADER = ['model', 'version', 'in use (UTC)', 'kind', 'features', 'golden rows', 'pushed'];
const NONE = 'The store has no model yet. Push one: npm run -s autopilot -- model push FILE --name NAME';
const NEXT =
  'To change the version in use: npm run -s autopilot -- model promote NAME VERSION (or latest), model rollback NAME';

/** The models of the store with all their versions. */
export const modelList: CommandFunction<unknown> = async (options, { paint }) => {
  const store = await openStore(placeOf(options));
  const models = await Promise.all((await storedModels(store)).map((model) => describeModel(store, model)));
  const rows = models.flatMap(({ name, versions }) =>
    versions.map((one, i) => [
      i === 0 ? paint('bold', name) : '',
      one.version,
      usage(one),
      one.kind ?? 'damaged',
      String(one.features ?? '?'),
      one.golden === null ? '?' : String(one.golden || 'none'),
      one.createdAt === null ? '?' : minutes(one.createdAt),
    ]),
  );
  return { document: { models }, text: rows.length > 0 ? `${textTable(HEADER, rows)}\n\n${NEXT}` : NONE };
};

async function describeModel(store: Store, { name, versions, promoted }: StoredModel) {
  const pointer = await orDamaged(async () => (await readPointer(store, name))?.pointer);
  const described = await Promise.all(
    versions.toReversed().map(async (version) => {
      const manifest = await orDamaged(() => readManifest(store, name, version));
      return { version, ...factsOf(manifest), ...timesOf(pointer, version), unclear: promoted && !pointer };
    }),
  );
  const current = described.find(({ inUse }) => inUse);
  return {
    name,
    version: pointer?.version ?? null,
    kind: current?.kind ?? null,
    features: current?.features ?? null,
    since: pointer?.history.at(-1)?.at ?? null,
    /** Newest first. */
    versions: described,
    /** What was put in use when, oldest first. */
    history: pointer?.history ?? [],
  };
}

type Described = Awaited<ReturnType<typeof describeModel>>['versions'][number];

function factsOf(manifest: Manifest | undefined) {
  return {
    kind: manifest?.kind ?? null,
    features: manifest?.features.length ?? null,
    createdAt: manifest?.createdAt ?? null,
    /** Rows of the training library's own predictions; 0 where there are only probe rows. */
    golden: manifest ? (manifest.golden?.from === 'library' ? manifest.golden.features.length : 0) : null,
  };
}

/** The last time in use, as far back as the pointer remembers. */
function timesOf(pointer: ModelPointer | undefined, version: string) {
  const history = pointer?.history ?? [];
  const last = history.findLastIndex((entry) => entry.version === version);
  const inUse = pointer?.version === version;
  const next = last < 0 || inUse ? undefined : history[last + 1];
  return { inUse, usedFrom: history[last]?.at ?? null, usedUntil: next?.at ?? null };
}

function usage({ inUse, usedFrom, usedUntil, unclear }: Described): string {
  if (unclear) return 'unclear: model check';
  if (inUse) return `yes, since ${minutes(usedFrom ?? '?')}`;
  return usedUntil === null ? 'no' : `until ${minutes(usedUntil)}`;
}

/** `2026-11-23 10:15` */
function minutes(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

/** One damaged file must not hide the others. */
async function orDamaged<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
