import type { TreeEnsemble } from '../treeEnsemble.ts';
import type { WriteEntry } from './entryWriter.ts';
import { answersOf, type Formula } from './formula.ts';
import type { Plan } from './plan.ts';

/** Writes a tree's table from the given entry on; gives the entry after its last. */
export type WriteTable = (tree: number, place: number) => number;

/** Looks up, cell by cell, the leaf that a row of that cell falls into. */
export function tableWriter(ensemble: TreeEnsemble, plan: Plan, writeEntry: WriteEntry): WriteTable {
  const { left, right, roots, firstNode } = ensemble;
  const answers = new Map<Formula, Uint8Array>();
  let asked = new Uint8Array(256);
  return (tree, place) => {
    const formula = plan.formulas[plan.formula[tree]!]!;
    const { cells, questions } = formula;
    const known = answers.get(formula) ?? answersOf(formula);
    answers.set(formula, known);
    const first = firstNode[tree]!;
    const end = firstNode[tree + 1]!;
    if (end - first > asked.length) asked = new Uint8Array(2 * (end - first));
    for (let node = first; node < end; node++) {
      asked[node - first] = questions.indexOf(plan.planes.question[node]!);
    }
    for (let cell = 0; cell < cells; cell++) {
      let node = roots[tree]!;
      while (node >= 0) {
        const goesRight = known[cell * questions.length + asked[node - first]!];
        node = goesRight ? right[node]! : left[node]!;
      }
      writeEntry(place + cell, ~node);
    }
    return place + cells;
  };
}
