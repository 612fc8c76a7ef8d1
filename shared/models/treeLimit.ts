import { InputError } from '../errors.ts';

/** Three times what people train at most. A tree of one leaf takes a few bytes in a file and a thousand here. */
const MOST_TREES = 100_000;

/** @throws InputError `unsupported_model` for so many trees that reading them would take too much memory */
export function checkTreeLimit(trees: number): void {
  if (trees <= MOST_TREES) return;
  throw new InputError('unsupported_model', `the file holds ${trees} trees, more than ${MOST_TREES}`, {
    hint: 'Save fewer rounds: booster.save_model("model.txt", num_iteration=N); XGBoost: booster[:N].save_model("model.ubj").',
  });
}
