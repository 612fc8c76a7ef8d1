import type { Column } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { evaluate } from './evaluate.ts';
import { lightgbmEnsemble } from './lightgbmEnsemble.ts';
import { type LightgbmFile, parseLightgbmText } from './lightgbmText.ts';
import { lightgbmTransform } from './lightgbmTransform.ts';
import type { Model } from './model.ts';
import { numericColumn } from './numericColumn.ts';
import { pandasLevels } from './pandasLevels.ts';

/**
 * A model from a LightGBM text file, with all that the file tells: category sets and pandas levels, linear
 * leaves, random forests, several classes, every built-in objective.
 *
 * @throws InputError `model_damaged`, `unsupported_model`
 */
export function lightgbmModel(bytes: Uint8Array): Model {
  const { header, trees, pandasCategorical } = parseLightgbmText(bytes);
  const { featureNames, featureInfos, outputs } = header;
  const levels = pandasLevels(pandasCategorical, featureInfos);
  const ensemble = lightgbmEnsemble(trees, outputs);
  const unnamed = featureNames.every((name, i) => name === `Column_${i}`);
  return {
    kind: 'lightgbm-text',
    featureNames: unnamed ? undefined : featureNames,
    featureCount: featureNames.length,
    outputs,
    raw: (columns, rows) => {
      checkShape(columns, rows, featureNames.length);
      const numbers = columns.map((column, i) => numericColumn(column, levels[i], featureNames[i]!));
      return evaluate(ensemble, numbers, rows);
    },
    prediction: predictor(header, trees.length / outputs),
  };
}

function predictor(
  { averageOutput, objective, outputs }: LightgbmFile['header'],
  rounds: number,
): Model['prediction'] {
  const transform = lightgbmTransform(objective, outputs);
  return (raw) => {
    const prediction = averageOutput ? raw.map((sum) => sum / rounds) : raw.slice();
    for (let at = 0; at < raw.length; at += outputs) transform(prediction.subarray(at, at + outputs));
    return prediction;
  };
}

function checkShape(columns: readonly Column[], rows: number, featureCount: number): void {
  if (columns.length !== featureCount) {
    throw new InputError(
      'feature_shape',
      `${columns.length} columns for a model of ${featureCount} features`,
    );
  }
  const wrong = columns.findIndex((column) => column.values.length !== rows);
  if (wrong < 0) return;
  throw new InputError(
    'feature_shape',
    `column ${wrong} has ${columns[wrong]?.values.length} of ${rows} rows`,
  );
}
