import { catboostExp } from './catboostExp.ts';
import { eachScore, type RowTransform, softmax } from './rowTransform.ts';

const sigmoids = eachScore((raw) => 1 / (1 + Math.exp(-raw)));

const TRANSFORMS: Readonly<Record<string, RowTransform>> = {
  MultiClass: (row) => softmax(row, catboostExp),
  MultiClassOneVsAll: sigmoids,
  MultiLogloss: sigmoids,
  MultiCrossEntropy: sigmoids,
  Poisson: eachScore(catboostExp),
  /** The mean, and the logarithm of the standard deviation, which becomes the variance. */
  RMSEWithUncertainty: (row) => {
    row[1] = catboostExp(2 * row[1]!);
  },
};

/**
 * What is predicted from raw scores: class probabilities, counts, a variance. All else is the raw score, as
 * CatBoost.predict() gives it unless asked for more, with two classes too: its order is that of the probabilities.
 *
 * @param loss undefined when the file does not tell
 */
export function catboostTransform(loss: string | undefined): RowTransform {
  return (loss !== undefined && Object.hasOwn(TRANSFORMS, loss) && TRANSFORMS[loss]) || (() => {});
}
