import type { Treatment } from './treatment.ts';
import type { Input } from './treeEnsemble.ts';

/** The place of a feature, treated in some way, among an ensemble's inputs. */
export type InputOf = (feature: number, treatment: Treatment) => number;

/** Gives each (feature, treatment) pair its place in `inputs`, where it adds new ones. */
export function inputRegister(inputs: Input[]): InputOf {
  const places = new Map<Treatment, Map<number, number>>();
  return (feature, treatment) => {
    const known = places.get(treatment) ?? new Map<number, number>();
    places.set(treatment, known);
    const place = known.get(feature) ?? inputs.push({ feature, treatment }) - 1;
    known.set(feature, place);
    return place;
  };
}
