import type { Column } from '../domain/table.ts';
import { compileTrees } from './compileTrees.ts';
import { featureNumbers } from './featureNumbers.ts';
import { lightgbmEnsemble } from './lightgbmEnsemble.ts';
import type { LightgbmFile } from './lightgbmFile.ts';
import { lightgbmTransform } from './lightgbmTransform.ts';
import type { Model } from './model.ts';
import { numericColumn } from './numericColumn.ts';
import { pandasLevels } from './pandasLevels.ts';
import { eachRow } from './rowTransform.ts';
import { ROUND } from './treatment.ts';

/**
 * A model from a LightGBM file, with all that the file tells: category sets and pandas levels, linear leaves,
 * random forests, several classes, every built-in objective.
 *
 * @throws InputError `model_damaged`, `unsupported_model`
 */
export function lightgbmModel(kind: string, { header, trees, pandasCategorical }: LightgbmFile): Model {
  const { featureNames, featureInfos, outputs } = header;
  const levels = pandasLevels(pandasCategorical, featureInfos);
  const readers = featureNames.map((name, i) => (column: Column) => numericColumn(column, levels[i], name));
  const ensemble = lightgbmEnsemble(trees, outputs);
  const unnamed = featureNames.every((name, i) => name === `Column_${i}`);
  const evaluate = compileTrees(ensemble);
  const round = ROUND[ensemble.rounding];
  return {
    kind,
    featureNames: unnamed ? undefined : featureNames,
    featureCount: featureNames.length,
    outputs,
    predictionOutputs: outputs,
    raw: async (columns, rows, options) =>
      evaluate(featureNumbers(readers, { columns, rows, options }, round), rows),
    prediction: predictor(header, trees.length / outputs),
  };
}

function predictor(
  { averageOutput, objective, outputs }: LightgbmFile['header'],
  rounds: number,
): Model['prediction'] {
  const transform = eachRow(lightgbmTransform(objective, outputs), outputs);
  if (!averageOutput) return transform;
  return (raw) => transform(raw.map((sum) => sum / rounds));
}
