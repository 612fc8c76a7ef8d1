import { describe, expect, it } from '@jest/globals';
import { readModel } from '../../shared/models/readModel.ts';

const TOO_MANY = 100_001;
const HEAD = 'tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=0\nfeature_names=a\n';
const leaf = (tree: number) => `\nTree=${tree}\nnum_leaves=1\nleaf_value=0\n`;

describe('a file of very many tiny trees, which would take a thousand times its size, is refused', () => {
  it('as LightGBM text', () => refused(`${HEAD}${list(leaf).join('')}\nend of trees\n`));

  it('as a LightGBM dump', () => {
    const tree = () => ({ tree_structure: { leaf_value: 0 } });
    return refused({ num_class: 1, max_feature_idx: 0, feature_names: ['a'], tree_info: list(tree) });
  });

  it('as CatBoost JSON', () => {
    return refused({ features_info: {}, oblivious_trees: list(() => ({ leaf_values: [0] })) });
  });
});

function list<T>(item: (place: number) => T): T[] {
  return Array.from({ length: TOO_MANY }, (_, place) => item(place));
}

async function refused(file: object | string): Promise<void> {
  const bytes = Buffer.from(typeof file === 'string' ? file : JSON.stringify(file));
  await expect(readModel(bytes, 'model')).rejects.toMatchObject({
    code: 'unsupported_model',
    message: 'the file holds 100001 trees, more than 100000',
  });
}
