import type { Neutralisation } from '../domain/recipe.ts';
import type { CandidateSettings } from '../settings.ts';

interface WeightedModel {
  readonly model: string;
  readonly weight: number;
}

/** What may be submitted for a slot. The name tells candidates apart, in file names and records too. */
export type Candidate =
  /** The model of that name. */
  | { readonly kind: 'model'; readonly name: string }
  | {
      readonly kind: 'blend';
      readonly name: string;
      readonly models: readonly WeightedModel[];
      readonly neutralise: Neutralisation | undefined;
    }
  /** A column of the user's own, `<table>.<column>`, as it is. */
  | { readonly kind: 'signal'; readonly name: string; readonly column: string };

export function toCandidate(settings: CandidateSettings): Candidate {
  if (typeof settings === 'string') return { kind: 'model', name: settings };
  if ('signal' in settings) return { kind: 'signal', name: settings.name, column: settings.signal };
  const { name, models, neutralise } = settings;
  return { kind: 'blend', name, models, neutralise };
}

/** Names of the models that a candidate needs. */
export function modelsOf(candidate: Candidate): string[] {
  if (candidate.kind === 'model') return [candidate.name];
  if (candidate.kind === 'signal') return [];
  return candidate.models.map(({ model }) => model);
}
