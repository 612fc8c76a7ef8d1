import type { FeatureSource } from '../../shared/models/knownFeatures.ts';
import type { Manifest } from '../../shared/models/manifest.ts';
import { type Candidate, modelsOf, toCandidate } from '../../shared/pipeline/candidate.ts';
import { candidateModel } from '../../shared/pipeline/candidateModel.ts';
import { checkModel } from '../../shared/pipeline/checkModel.ts';
import type { Store } from '../../shared/ports.ts';
import type { Settings } from '../../shared/settings.ts';
import { type Check, checked, ok, warn } from './check.ts';

/** Whether every model that candidates need can be opened, still gives its golden rows and can be submitted with. */
export async function modelChecks(store: Store, { slots }: Settings): Promise<Check[]> {
  const names = new Set(slots.flatMap((slot) => slot.candidates.map(toCandidate).flatMap(modelsOf)));
  const check = async (name: string) => ok('model', described((await candidateModel(store, name)).manifest));
  const checks = await Promise.all([...names].map((name) => checked('model', () => check(name))));
  return checks.flat();
}

/** Whether what is stored of a model is sound, whether or not a candidate names it. */
export async function storedModelCheck(
  store: Store,
  name: string,
  sources: readonly FeatureSource[],
): Promise<Check[]> {
  const checks = await checked('model', async () => {
    const { manifest, model } = await checkModel(store, name, sources);
    if (model.outputs === 1) return ok('model', described(manifest));
    const message = `${described(manifest)}; it gives ${model.outputs} values per token`;
    return warn('model', message, 'No candidate can rank by it: train a model with a single output.');
  });
  return checks.map((check) => (check.status === 'FAIL' ? prefixed(`model ${name}`, check) : check));
}

/** Whether every candidate of every slot finds the models it names. */
export async function candidateChecks(store: Store, { slots }: Settings): Promise<Check[]> {
  const checks = slots.flatMap((slot) =>
    slot.candidates.map(toCandidate).map((candidate) => candidateCheck(store, slot.name, candidate)),
  );
  return (await Promise.all(checks)).flat();
}

async function candidateCheck(store: Store, slot: string, candidate: Candidate): Promise<Check[]> {
  const what = `slot ${slot}, candidate ${candidate.name}`;
  const names = modelsOf(candidate);
  const checks = await checked('candidate', async () => {
    await Promise.all(names.map((name) => candidateModel(store, name)));
    return ok('candidate', names.length > 1 ? `found (${names.join(', ')})` : 'found');
  });
  return checks.map((check) => prefixed(what, check));
}

function prefixed(what: string, check: Check): Check {
  return { ...check, message: `${what}: ${check.message}` };
}

function described({ name, version, kind, features, golden }: Manifest): string {
  const rows = golden?.features.length ?? 0;
  const agree = golden ? `, ${rows} ${golden.from === 'library' ? 'golden' : 'probe'} rows agree` : '';
  return `model ${name} ${version}: ${kind}, ${features.length} features${agree}`;
}
