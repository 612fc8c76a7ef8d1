import { InputError } from '../errors.ts';

interface ReachableNodes {
  /** Inner nodes and leaves by their numbers in the file, from the root on. */
  readonly inner: readonly number[];
  readonly leaves: readonly number[];
  /** Per node of the file: its place in `inner`, or `~` its place in `leaves`. */
  readonly place: Int32Array;
}

/**
 * The nodes that the root, node 0, leads to. What pruning left behind in the lists is not looked at.
 *
 * @throws InputError `model_damaged` when children are not there, or a node can be reached in two ways
 */
export function reachableNodes(left: Int32Array, right: Int32Array, where: string): ReachableNodes {
  if (left.length === 0) throw damaged(where, 'it has no nodes');
  const [inner, leaves, place]: [number[], number[], Int32Array] = [[], [], new Int32Array(left.length)];
  const met = new Uint8Array(left.length);
  met[0] = 1;
  const queue = [0];
  for (let next = 0; next < queue.length; next++) {
    const node = queue[next]!;
    if (left[node] === -1) {
      place[node] = ~(leaves.push(node) - 1);
      continue;
    }
    place[node] = inner.push(node) - 1;
    for (const child of [left[node]!, right[node]!]) {
      if (child < 0 || child >= left.length || met[child]) {
        throw damaged(where, `node ${node} leads to node ${child}, which is not there to lead to`);
      }
      met[child] = 1;
      queue.push(child);
    }
  }
  return { inner, leaves, place };
}

function damaged(where: string, message: string): InputError {
  return new InputError('model_damaged', `${where}: ${message}`);
}
