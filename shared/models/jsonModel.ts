import { catboostModel } from './catboostModel.ts';
import { lightgbmDump } from './lightgbmDump.ts';
import { lightgbmModel } from './lightgbmModel.ts';
import { linearModel } from './linearModel.ts';
import type { Model } from './model.ts';
import { xgboostModel } from './xgboostModel.ts';

/**
 * A model from a parsed JSON file; undefined for a document that is none of the models.
 *
 * @throws InputError `model_damaged`, `unsupported_model`
 */
export function jsonModel(document: unknown): Model | undefined {
  const has = (key: string) => Object.hasOwn(Object(document), key);
  if (has('learner')) return xgboostModel('xgboost-json', document);
  if (has('tree_info')) return lightgbmModel('lightgbm-json', lightgbmDump(document));
  if (has('features_info')) return catboostModel(document);
  return has('coefficients') ? linearModel(document) : undefined;
}
