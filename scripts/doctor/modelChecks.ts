import { loadModel } from '../../shared/pipeline/modelStore.ts';
import type { Store } from '../../shared/ports.ts';
import type { Settings } from '../../shared/settings.ts';
import { type Check, checked, ok } from './check.ts';

/** Whether every candidate's model can be opened and still gives its golden rows. */
export async function modelChecks(store: Store, { slots }: Settings): Promise<Check[]> {
  const names = new Set(slots.flatMap((slot) => slot.candidates));
  const checks = await Promise.all([...names].map((name) => checked('model', () => modelCheck(store, name))));
  return checks.flat();
}

async function modelCheck(store: Store, name: string): Promise<Check> {
  const { version, kind, features, golden } = (await loadModel(store, name)).manifest;
  const rows = golden ? `, ${golden.features.length} golden rows agree` : '';
  return ok('model', `model ${name} ${version}: ${kind}, ${features.length} features${rows}`);
}
