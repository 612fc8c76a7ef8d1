import type { TreeEnsemble } from '../treeEnsemble.ts';
import { type Formula, formulaOf } from './formula.ts';
import { type Planes, planesOf } from './planes.ts';

/**
 * How a tree is evaluated: by a table of what it gives for each cell, by eight rows walking it together, or node by
 * node for each row.
 */
export type Strategy = 'table' | 'walk' | 'plain';

/** What is decided about the trees of a model before anything is written to memory. */
export interface Plan {
  readonly planes: Planes;
  /** The trees, output by output, in file order for each. */
  readonly order: Int32Array;
  /** Per tree. */
  readonly strategies: readonly Strategy[];
  /** Per tree: the number of its formula, where it has a table. */
  readonly formula: Int32Array;
  /** Trees with the same questions share a formula, whose cells are then found once. */
  readonly formulas: readonly Formula[];
}

/**
 * A plane for each set costs every row, the sets of a plain walk only those that come by: so many in a tree, and so
 * many in all. Their bins are kept category by category, which is too much for huge ones.
 */
const MOST_SETS = { inTree: 10, inAll: 4096, words: 64 };
/** The number of a pair of nodes has 23 bits. */
const MOST_PAIRS = 2 ** 23;

export function planOf(ensemble: TreeEnsemble): Plan {
  const { roots, firstOutput, firstNode } = ensemble;
  const order = Int32Array.from(roots, (_, tree) => tree);
  // Stable, so that each output's trees stay in file order.
  if (ensemble.outputs > 1) order.sort((a, b) => firstOutput[a]! - firstOutput[b]! || a - b);
  const planar = treesOnPlanes(ensemble);
  const planes = planesOf(
    ensemble,
    order.filter((tree) => planar[tree]),
  );
  const formula = new Int32Array(roots.length);
  const [register, formulas] = formulaRegister();
  let pairs = 1;
  const strategies = Array.from(roots, (_, tree): Strategy => {
    if (!planar[tree]) return 'plain';
    const [first, end] = [firstNode[tree]!, firstNode[tree + 1]!];
    const asked = Int32Array.from(new Set(planes.question.subarray(first, end))).sort();
    const found = formulaOf(asked, planes.plane);
    if (found) {
      formula[tree] = register(found);
      return 'table';
    }
    pairs += end - first + 1;
    return pairs <= MOST_PAIRS ? 'walk' : 'plain';
  });
  return { planes, order, strategies, formula, formulas };
}

/** Per tree: true when its sets are few and small enough to have planes. */
function treesOnPlanes({ roots, setCount, setBounds }: TreeEnsemble): boolean[] {
  let [first, inAll] = [0, 0];
  return Array.from(roots, (_, tree) => {
    const sets = setCount[tree]!;
    first += sets;
    const bounds = setBounds.subarray(first - sets, first + 1);
    const fits =
      sets <= MOST_SETS.inTree &&
      inAll + sets <= MOST_SETS.inAll &&
      bounds.every((end, i) => i === 0 || end - bounds[i - 1]! <= MOST_SETS.words);
    if (fits) inAll += sets;
    return fits;
  });
}

/** Gives equal formulas one number, their place in the list. */
function formulaRegister(): [(formula: Formula) => number, readonly Formula[]] {
  const numbers = new Map<string, number>();
  const formulas: Formula[] = [];
  const register = (formula: Formula) => {
    const key = formula.questions.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, formulas.length);
    return formulas.push(formula) - 1;
  };
  return [register, formulas];
}
