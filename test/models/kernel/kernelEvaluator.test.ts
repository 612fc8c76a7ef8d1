import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kernelEvaluator } from '../../../shared/models/kernel/kernelEvaluator.ts';
import { plainEvaluator } from '../../../shared/models/kernel/plainEvaluator.ts';
import {
  type EnsembleShape,
  ensembleShapes,
  randomColumn,
  randomEnsemble,
  randomNumbers,
} from '../../support/randomEnsemble.ts';

const MINUTE_MS = 60_000;

describe('the kernel gives the bits that walking the trees node by node gives', () => {
  it(
    'whatever the trees and the rows',
    () => {
      fc.assert(fc.property(ensembleShapes, agree), { numRuns: 250 });
    },
    MINUTE_MS,
  );

  it('for more rows than a block holds, again and again', () => {
    const shape = fc.record({ seed: fc.integer(), rows: fc.integer({ min: 1000, max: 5000 }) });
    fc.assert(
      fc.property(shape, (some) => agree({ ...ORDINARY, ...some })),
      { numRuns: 10 },
    );
  });

  it.each([
    ['with tables of 256 cells and of one more', { features: 3, nodes: 12, thresholds: 7 }],
    ['with hundreds of nodes that ask the same few questions', { features: 2, nodes: 400, thresholds: 3 }],
    ['with several planes of thresholds to a feature', { features: 1, nodes: 400, thresholds: 3000 }],
    ['with more sets in a tree than get a plane each', { sets: 200, nodes: 300 }],
    ['with nothing but single leaves', { nodes: 0 }],
    ['with no rows', { rows: 0 }],
  ])('%s', (_, shape) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => agree({ ...ORDINARY, ...shape, seed })),
      { numRuns: 20 },
    );
  });
});

const ORDINARY: EnsembleShape = {
  seed: 0,
  features: 5,
  trees: 40,
  nodes: 30,
  thresholds: 50,
  outputs: 1,
  sums: 'float64',
  leaves: 'numbers',
  sets: 0,
  rows: 300,
};

function agree(shape: EnsembleShape): void {
  const { ensemble, pools } = randomEnsemble(shape);
  const random = randomNumbers(shape.seed ^ 1);
  const columns = pools.map((pool) => randomColumn(random, pool, shape.rows));
  const plain = plainEvaluator(ensemble)(columns, shape.rows);
  const kernel = kernelEvaluator(ensemble)!;
  // Twice, since what the first rows leave behind in its memory must not show.
  for (let time = 0; time < 2; time++) {
    expect(differences(plain, kernel(columns, shape.rows)).slice(0, 3)).toEqual([]);
  }
}

/** -0 is not 0, but one NaN is any other. */
function differences(
  plain: Float64Array,
  kernel: Float64Array,
): { at: number; plain: number; kernel: number }[] {
  return Array.from(plain, (value, at) => ({ at, plain: value, kernel: kernel[at]! })).filter(
    (pair) => !Object.is(pair.plain, pair.kernel),
  );
}
