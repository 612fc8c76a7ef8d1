import fc from 'fast-check';
import { joinTrees } from '../../shared/models/joinTrees.ts';
import type { Treatment } from '../../shared/models/treatment.ts';
import type { Input, LinearTerms, Tree, TreeEnsemble } from '../../shared/models/treeEnsemble.ts';

/** What a random ensemble is like, and how many rows are asked of it. */
export interface EnsembleShape {
  readonly seed: number;
  readonly features: number;
  readonly trees: number;
  /** Inner nodes of a tree, at most. */
  readonly nodes: number;
  /** Different thresholds of a feature, at most. */
  readonly thresholds: number;
  readonly outputs: number;
  readonly sums: 'float64' | 'float32';
  readonly leaves: 'numbers' | 'linear' | 'vectors';
  /** Category sets of a tree, at most. */
  readonly sets: number;
  readonly rows: number;
}

export const ensembleShapes: fc.Arbitrary<EnsembleShape> = fc.record({
  seed: fc.integer(),
  features: fc.integer({ min: 1, max: 8 }),
  trees: fc.integer({ min: 1, max: 80 }),
  nodes: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 9, max: 400 })),
  thresholds: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 7, max: 900 })),
  outputs: fc.integer({ min: 1, max: 4 }),
  sums: fc.constantFrom('float64', 'float32'),
  leaves: fc.constantFrom('numbers', 'numbers', 'numbers', 'linear', 'vectors'),
  sets: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
  rows: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 100, max: 700 })),
});

/** Numbers in [0, 1) that a seed determines: mulberry32. */
export type Random = () => number;
export function randomNumbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TREATMENTS: readonly Treatment[] = ['zero', 'left', 'right', 'zero-left', 'zero-right', 'only-left'];
/** What thresholds and values are besides ordinary numbers. */
const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 1e-36, -1e-36, Number.MAX_VALUE, 5e-324, 1e300] as const;
const CATEGORIES = 70;

/** An ensemble of that shape, and for each feature the values that its nodes tell apart, and some more. */
export function randomEnsemble(shape: EnsembleShape): { ensemble: TreeEnsemble; pools: Float64Array[] } {
  const random = randomNumbers(shape.seed);
  const pools = Array.from({ length: shape.features }, () => pool(random, shape.thresholds));
  const inputs = Array.from({ length: shape.features }, (_, feature) => [
    { feature, treatment: pick(random, TREATMENTS) },
    { feature, treatment: pick(random, TREATMENTS) },
    { feature, treatment: pick(random, ['category', 'category-or-missing'] as const) },
  ]).flat();
  const trees = Array.from({ length: shape.trees }, () => randomTree(random, { shape, inputs, pools }));
  const { outputs, sums } = shape;
  return {
    ensemble: joinTrees(trees, {
      outputs,
      start: Float64Array.from({ length: outputs }, () => Math.fround(random() - 0.5)),
      sums,
      rounding: random() < 0.5 ? 'tiny-is-zero' : 'float32',
      inputs,
      leafWidth: shape.leaves === 'vectors' ? outputs : 1,
    }),
    pools,
  };
}

/** A column of values that lie at the thresholds, beside them, and nowhere near. */
export function randomColumn(random: Random, values: Float64Array, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, () => {
    const [kind, value] = [random(), pick(random, values)];
    if (kind < 0.1) return pick(random, SPECIAL);
    if (kind < 0.3) return Math.floor(random() * (CATEGORIES + 10)) - 5 + (kind < 0.15 ? 0.5 : 0);
    if (kind < 0.6) return value;
    return kind < 0.8 ? value + (random() - 0.5) * 1e-9 : (random() - 0.5) * 8;
  });
}

function pool(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => {
    return random() < 0.03 ? pick(random, SPECIAL) : Math.fround((random() - 0.5) * 8);
  });
}

interface Making {
  readonly shape: EnsembleShape;
  readonly inputs: readonly Input[];
  readonly pools: readonly Float64Array[];
}

function randomTree(random: Random, { shape, inputs, pools }: Making): Tree {
  const inner = Math.floor(random() * (shape.nodes + 1));
  const { left, right } = randomShape(random, inner);
  const sets = inner === 0 ? 0 : Math.floor(random() * (shape.sets + 1));
  const isSet = Uint8Array.from({ length: inner }, () => Number(sets > 0 && random() < 0.4));
  const number = inputs.flatMap(({ treatment }, i) => (treatment.startsWith('category') ? [] : [i]));
  const category = inputs.flatMap(({ treatment }, i) => (treatment.startsWith('category') ? [i] : []));
  const input = Int32Array.from(isSet, (set) => pick(random, set ? category : number));
  const linear = shape.leaves === 'linear' ? randomLinear(random, inner + 1, number) : undefined;
  const width = shape.leaves === 'vectors' ? shape.outputs : 1;
  return {
    firstOutput: shape.leaves === 'vectors' ? 0 : Math.floor(random() * shape.outputs),
    input,
    threshold: Float64Array.from(isSet, (set, node) => {
      return set ? Math.floor(random() * sets) : pick(random, pools[inputs[input[node]!]!.feature]!);
    }),
    isSet,
    left,
    right,
    ...randomSets(random, sets),
    leafValue: Float64Array.from({ length: (inner + 1) * width }, () => leafValue(random, shape)),
    linear,
  };
}

/** Grows by splitting some leaf again and again. */
function randomShape(random: Random, inner: number): { left: Int32Array; right: Int32Array } {
  const [left, right] = [new Int32Array(inner), new Int32Array(inner)];
  const sides = [left, right];
  const open: { side: number; node: number }[] = [];
  for (let node = 0; node < inner; node++) {
    const [grown] = node === 0 ? [] : open.splice(Math.floor(random() * open.length), 1);
    if (grown) sides[grown.side]![grown.node] = node;
    open.push({ side: 0, node }, { side: 1, node });
  }
  open.forEach(({ side, node }, leaf) => {
    sides[side]![node] = ~leaf;
  });
  return { left, right };
}

function randomSets(random: Random, sets: number): Pick<Tree, 'setBounds' | 'setWords'> {
  const sizes = Array.from({ length: sets }, () => Math.floor((random() * CATEGORIES) / 16));
  const setBounds = Int32Array.of(0, ...sizes);
  for (let s = 0; s < sets; s++) setBounds[s + 1]! += setBounds[s]!;
  return { setBounds, setWords: Uint32Array.from({ length: setBounds[sets]! }, () => random() * 2 ** 32) };
}

function randomLinear(random: Random, leaves: number, inputs: readonly number[]): LinearTerms {
  const sizes = Array.from({ length: leaves }, () => Math.floor(random() * 3));
  const bounds = Int32Array.of(0, ...sizes);
  for (let leaf = 0; leaf < leaves; leaf++) bounds[leaf + 1]! += bounds[leaf]!;
  return {
    constant: Float64Array.from(sizes, () => random()),
    bounds,
    input: Int32Array.from({ length: bounds[leaves]! }, () => pick(random, inputs)),
    coefficient: Float64Array.from({ length: bounds[leaves]! }, () => random() - 0.5),
  };
}

function leafValue(random: Random, { sums }: EnsembleShape): number {
  const value = (random() - 0.5) * 10 ** Math.floor(random() * 8 - 6);
  return sums === 'float32' ? Math.fround(value) : value;
}

function pick<T>(random: Random, list: ArrayLike<T>): T {
  return list[Math.floor(random() * list.length)]!;
}
