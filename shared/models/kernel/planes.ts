import type { TreeEnsemble } from '../treeEnsemble.ts';
import { type SetPlane, setPlanes } from './setPlanes.ts';
import { sortedThresholds } from './sortedThresholds.ts';

/** Thresholds that the bins of one plane tell apart. */
const PLANE_CUTS = 255;

/** Small numbers in place of values: a plane holds one byte for every row, its bin. */
export interface Planes {
  readonly count: number;
  readonly columns: readonly PlaneColumn[];
  readonly sets: readonly SetPlane[];
  /** Per node: what it asks. */
  readonly question: Int32Array;
  /** Per question: the plane it reads; questions of one plane follow each other, from low cuts to high ones. */
  readonly plane: Int32Array;
  /** Per question: the smallest bin that goes right. */
  readonly least: Uint8Array;
}

/** An input that nodes compare with thresholds. */
interface PlaneColumn {
  readonly input: number;
  /** Ascending, each once, none of them NaN. */
  readonly thresholds: Float64Array;
  /** Its first plane; plane p of it counts the thresholds from 255 p on, 255 at most. */
  readonly first: number;
  readonly planes: number;
  /** The question for "is at most NaN?", which all answer with no; those for its thresholds follow. */
  readonly question: number;
}

/**
 * Replaces the thresholds by their places among all thresholds on the same input: `value <= t[k]` is exactly
 * `bin <= k`, where the bin is the number of thresholds that the value is not at most.
 *
 * @param trees those whose nodes are wanted
 */
export function planesOf(ensemble: TreeEnsemble, trees: Int32Array): Planes {
  const columns = columnsOf(sortedThresholds(ensemble, trees));
  const last = columns.at(-1);
  const planes = last ? last.first + last.planes : 0;
  const questions = last ? last.question + 1 + last.thresholds.length : 0;
  const sets = setPlanes(ensemble, trees, { plane: planes, question: questions });
  const plane = new Int32Array(questions + sets.length);
  const least = new Uint8Array(questions + sets.length);
  for (const { first, thresholds, question } of columns) {
    plane[question] = first;
    for (let k = 0; k < thresholds.length; k++) {
      plane[question + 1 + k] = first + Math.floor(k / PLANE_CUTS);
      least[question + 1 + k] = (k % PLANE_CUTS) + 1;
    }
  }
  sets.forEach((set, i) => {
    plane[questions + i] = set.plane;
    least[questions + i] = 1;
  });
  const question = questionsOfNodes(ensemble, trees, columns);
  for (const set of sets) for (const node of set.nodes) question[node] = set.question;
  return { count: planes + sets.length, columns, sets, question, plane, least };
}

function columnsOf(thresholdsOf: readonly (Float64Array | undefined)[]): PlaneColumn[] {
  const columns: PlaneColumn[] = [];
  let [first, question] = [0, 0];
  thresholdsOf.forEach((thresholds, input) => {
    if (!thresholds) return;
    const planes = Math.max(1, Math.ceil(thresholds.length / PLANE_CUTS));
    columns.push({ input, thresholds, first, planes, question });
    first += planes;
    question += 1 + thresholds.length;
  });
  return columns;
}

function questionsOfNodes(
  { input, threshold, isSet, firstNode, inputs }: TreeEnsemble,
  trees: Int32Array,
  columns: readonly PlaneColumn[],
): Int32Array {
  const byInput: PlaneColumn[] = Array.from({ length: inputs.length });
  for (const column of columns) byInput[column.input] = column;
  const question = new Int32Array(input.length);
  for (let t = 0; t < trees.length; t++) {
    const end = firstNode[trees[t]! + 1]!;
    for (let node = firstNode[trees[t]!]!; node < end; node++) {
      if (isSet[node]) continue;
      const column = byInput[input[node]!]!;
      question[node] = column.question + placeOf(threshold[node]!, column.thresholds);
    }
  }
  return question;
}

/** Counts from 1; 0 for NaN. */
function placeOf(threshold: number, thresholds: Float64Array): number {
  if (Number.isNaN(threshold)) return 0;
  let [from, to] = [0, thresholds.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (thresholds[middle]! < threshold) from = middle + 1;
    else to = middle;
  }
  return from + 1;
}
