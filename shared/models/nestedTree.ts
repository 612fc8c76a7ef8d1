/** What one node of a nested tree is, as its format tells. */
export type NestedNode<Inner, Leaf> =
  | { readonly inner: Inner; readonly left: unknown; readonly right: unknown }
  | { readonly leaf: Leaf };

/** A nested tree in lists. Inner nodes count from 0, the root; leaves on their own; a child may be `~leaf`. */
export interface FlatTree<Inner, Leaf> {
  readonly inner: readonly Inner[];
  readonly leaves: readonly Leaf[];
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/**
 * Lists the nodes of a tree that is written as objects within objects, however deep.
 *
 * @param open reads one node; it throws for what is none
 */
export function flattenTree<Inner, Leaf>(
  root: unknown,
  open: (node: unknown) => NestedNode<Inner, Leaf>,
): FlatTree<Inner, Leaf> {
  const [inner, leaves, left, right]: [Inner[], Leaf[], number[], number[]] = [[], [], [], []];
  /** Nodes that are still to be read, with the list and place where their number belongs. */
  const waiting: { node: unknown; number: (place: number) => void }[] = [{ node: root, number: () => {} }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = open(next.node);
    if ('leaf' in node) {
      next.number(~(leaves.push(node.leaf) - 1));
      continue;
    }
    const place = inner.push(node.inner) - 1;
    next.number(place);
    waiting.push({ node: node.right, number: (child) => (right[place] = child) });
    waiting.push({ node: node.left, number: (child) => (left[place] = child) });
  }
  return { inner, leaves, left: Int32Array.from(left), right: Int32Array.from(right) };
}
