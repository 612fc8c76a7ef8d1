import { describe, expect, it } from '@jest/globals';
import { checkTreeShape } from '../../shared/models/treeShape.ts';

function shape(left: number[], right: number[]) {
  return () => checkTreeShape(Int32Array.from(left), Int32Array.from(right), 'tree 3');
}

describe('checkTreeShape', () => {
  it('accepts a single leaf, a stump, and a chain in any order of numbers', () => {
    expect(shape([], [])).not.toThrow();
    expect(shape([~0], [~1])).not.toThrow();
    expect(shape([2, ~0, 1], [~1, ~2, ~3])).not.toThrow();
  });

  it('refuses a cycle, which would never end', () => {
    expect(shape([1, 0], [~0, ~1])).toThrow('tree 3: node 1 leads to node 0');
    expect(shape([1, 2, 1], [~0, ~1, ~2])).toThrow('tree 3: node 2 leads to node 1');
  });

  it('refuses a node or leaf that two nodes lead to', () => {
    expect(shape([1, ~0], [~1, ~0])).toThrow('tree 3: node 1 leads to leaf 0');
    expect(shape([1, 2, ~0], [2, ~1, ~2])).toThrow(/leads to node 2/);
  });

  it('refuses a cycle that hangs on nothing', () => {
    expect(shape([~0, 2, 1], [~1, ~2, ~3])).toThrow('tree 3: 2 of 3 nodes hang on nothing');
  });

  it('refuses children outside the tree', () => {
    expect(shape([5], [~0])).toThrow('leads to node 5');
    expect(shape([~0], [~2])).toThrow('leads to leaf 2');
  });
});
