import type { TreeEnsemble } from '../treeEnsemble.ts';
import type { Plan } from './plan.ts';

/** Where everything lies in the kernel's memory: addresses in bytes, multiples of 64. */
export interface Layout {
  /** Rows of a block: a multiple of 16. */
  readonly rows: number;
  /** Nodes of walked trees, 8 bytes each; from 0, since a node's number is its address. */
  readonly nodes: number;
  /** For each of those nodes 8 bytes more: what a leaf gives. */
  readonly entries: number;
  /** The tables of trees, 8 bytes for a cell. */
  readonly tables: number;
  /** Records, as the kernel's functions want them. */
  readonly trees: number;
  readonly formulas: number;
  readonly cuts: number;
  readonly columns: number;
  readonly thresholds: number;
  /** What belongs to the rows of the block: bins, cells, and the rest by name. */
  readonly planes: number;
  readonly cells: number;
  readonly values: number;
  readonly counts: number;
  readonly leaves: number;
  readonly sums: number;
  /** All of it. */
  readonly bytes: number;
}

const MOST_ROWS = 128;
/** Of a second-level cache, to be shared with the trees. */
const BLOCK_BYTES = 2 ** 18;

/** @param valueColumns how many inputs' values are kept for a block */
export function layoutOf(ensemble: TreeEnsemble, plan: Plan, valueColumns: number): Layout {
  const { planes, formulas } = plan;
  const a_row = planes.count + 2 * formulas.length + 8 * (valueColumns + ensemble.outputs);
  const rows = 16 * Math.max(1, Math.min(MOST_ROWS / 16, Math.floor(BLOCK_BYTES / a_row / 16)));
  let end = 0;
  const place = (bytes: number) => {
    const at = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return at;
  };
  const nodes = 16 * pairsOf(ensemble, plan);
  const places = {
    rows,
    nodes: place(nodes),
    entries: place(nodes),
    tables: place(8 * cellsOf(plan)),
    trees: place(8 * plan.order.length),
    formulas: place(16 * formulas.length),
    cuts: place(8 * sum(formulas, ({ questions }) => questions.length)),
    columns: place(16 * planes.columns.length),
    thresholds: place(8 * sum(planes.columns, ({ thresholds }) => searchSize(thresholds.length))),
    planes: place(planes.count * rows),
    cells: place(2 * formulas.length * rows),
    values: place(8 * valueColumns * rows),
    counts: place(4 * rows),
    leaves: place(4 * rows),
    sums: place(8 * ensemble.outputs * rows),
  };
  return { ...places, bytes: end };
}

/** Numbers in a list that a search halves again and again: one less than a power of two. */
export function searchSize(thresholds: number): number {
  return 2 ** (32 - Math.clz32(thresholds)) - 1;
}

/** One for the children of every node, and one for every root. Pair 0 is left free: its address means "none". */
function pairsOf({ firstNode }: TreeEnsemble, { strategies }: Plan): number {
  return strategies.reduce(
    (pairs, strategy, t) => pairs + (strategy === 'walk' ? firstNode[t + 1]! - firstNode[t]! + 1 : 0),
    1,
  );
}

function cellsOf({ strategies, formula, formulas }: Plan): number {
  return strategies.reduce(
    (cells, strategy, t) => cells + (strategy === 'table' ? formulas[formula[t]!]!.cells : 0),
    0,
  );
}

function sum<T>(list: readonly T[], size: (item: T) => number): number {
  return list.reduce((total, item) => total + size(item), 0);
}
