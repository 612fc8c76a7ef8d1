import type { TreeEnsemble } from '../treeEnsemble.ts';
import type { Plan, Strategy } from './plan.ts';

/** Trees of one output that follow each other and are evaluated in one go; they count in `Plan.order`. */
export interface Run {
  readonly strategy: Strategy;
  readonly output: number;
  readonly first: number;
  /** Exclusive. */
  end: number;
}

/** 16 KiB of tables stay in the first-level cache while the rows of a block pass by. */
const RUN_CELLS = 2048;
/** Ends a call now and then, so that the engine can put better code in its place. */
const RUN_TREES = 64;

export function runsOf({ firstOutput }: TreeEnsemble, plan: Plan): Run[] {
  const runs: Run[] = [];
  let cells = 0;
  plan.order.forEach((tree, i) => {
    const strategy = plan.strategies[tree]!;
    const output = firstOutput[tree]!;
    const more = strategy === 'table' ? plan.formulas[plan.formula[tree]!]!.cells : 0;
    const run = runs.at(-1);
    const isAlike = run?.strategy === strategy && run.output === output;
    if (run && isAlike && i - run.first < RUN_TREES && cells + more <= RUN_CELLS) {
      run.end = i + 1;
      cells += more;
    } else {
      runs.push({ strategy, output, first: i, end: i + 1 });
      cells = more;
    }
  });
  return runs;
}
