import { InputError } from '../errors.ts';

/**
 * Checks that child lists make one tree: walking from node 0 meets every inner node and every leaf exactly once.
 * A child >= 0 is an inner node, a negative one is `~leaf`. No lists: a single leaf.
 *
 * @throws InputError `model_damaged`
 */
export function checkTreeShape(left: Int32Array, right: Int32Array, where: string): void {
  const inner = left.length;
  const met = new Uint8Array(2 * inner + 1);
  const open = new Int32Array(inner + 1);
  let [opened, walked] = [inner > 0 ? 1 : 0, 0];
  for (; walked < opened; walked++) {
    const node = open[walked]!;
    for (let side = 0; side < 2; side++) {
      const child = (side === 0 ? left : right)[node]!;
      const place = child >= 0 ? child : inner + ~child;
      const outside = child === 0 || (child >= 0 ? child >= inner : ~child > inner);
      if (outside || met[place]) throw damaged(where, node, child);
      met[place] = 1;
      if (child >= 0) open[opened++] = child;
    }
  }
  if (walked === inner) return;
  throw new InputError('model_damaged', `${where}: ${inner - walked} of ${inner} nodes hang on nothing`);
}

function damaged(where: string, node: number, child: number): InputError {
  const name = child >= 0 ? `node ${child}` : `leaf ${~child}`;
  return new InputError(
    'model_damaged',
    `${where}: node ${node} leads to ${name}, which is not there to lead to`,
  );
}
