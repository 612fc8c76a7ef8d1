import { InputError } from '../errors.ts';
import type { Tree } from './treeEnsemble.ts';

/** 128 MiB: a few bytes in a file may ask for a set of millions of bits. */
const MOST_WORDS = 2 ** 25;

type PackSets = (sets: readonly ArrayLike<number>[]) => Pick<Tree, 'setBounds' | 'setWords'>;

/**
 * Turns lists of whole numbers >= 0 into sets of one bit each, tree by tree for one model.
 *
 * @throws InputError `unsupported_model` (the packing) when all the sets of the model take too much memory
 */
export function setPacker(): PackSets {
  let total = 0;
  return (sets) => {
    const setBounds = new Int32Array(sets.length + 1);
    sets.forEach((members, s) => {
      setBounds[s + 1] = setBounds[s]! + wordsOf(members);
      total += wordsOf(members);
      if (total > MOST_WORDS) {
        throw new InputError(
          'unsupported_model',
          `the category sets take more than ${MOST_WORDS / 2 ** 18} MiB`,
        );
      }
    });
    const setWords = new Uint32Array(setBounds[sets.length]!);
    sets.forEach((members, s) => {
      for (let i = 0; i < members.length; i++) {
        setWords[setBounds[s]! + (members[i]! >>> 5)]! |= 1 << (members[i]! & 31);
      }
    });
    return { setBounds, setWords };
  };
}

function wordsOf(members: ArrayLike<number>): number {
  let largest = -1;
  for (let i = 0; i < members.length; i++) largest = Math.max(largest, members[i]!);
  return largest < 0 ? 0 : (largest >>> 5) + 1;
}
