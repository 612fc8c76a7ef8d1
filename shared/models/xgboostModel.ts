import type { Column } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { compileTrees } from './compileTrees.ts';
import { floats } from './documentPart.ts';
import { featureNumbers } from './featureNumbers.ts';
import { linearScores } from './linearScores.ts';
import type { Model } from './model.ts';
import { namedFeatures } from './namedFeatures.ts';
import { numericColumn } from './numericColumn.ts';
import { xgboostEnsemble } from './xgboostEnsemble.ts';
import { type XgboostFile, type XgboostLinear, xgboostFile } from './xgboostFile.ts';
import { xgboostLevels } from './xgboostLevels.ts';
import { type XgboostObjective, xgboostObjective } from './xgboostObjective.ts';

/** Scores of numbers in float32, rows × outputs. */
type Scores = (columns: readonly Float64Array[], rows: number) => Float64Array;

/** A few bytes of a file announce these, and memory follows from them. */
const MOST = { features: 1_000_000, outputs: 10_000 };
/** In characters: base scores for all of those outputs. */
const LONGEST_SCORES = 2 ** 18;

/**
 * A model from an XGBoost document (JSON or UBJSON): trees, DART and linear boosters, one or several outputs,
 * category sets, and the levels of text categories where the file has them (3.1 and later); a level that training
 * did not see counts as missing. Scores use all trees, as Booster.predict does, whatever early stopping found.
 *
 * @throws InputError `model_damaged`, `unsupported_model`
 */
export function xgboostModel(kind: string, document: unknown): Model {
  const file = xgboostFile(document);
  const { num_feature: featureCount, num_class, num_target } = file.learner_model_param;
  const outputs = Math.max(1, num_class, num_target);
  if (featureCount > MOST.features || outputs > MOST.outputs) {
    throw new InputError('unsupported_model', `${featureCount} features and ${outputs} outputs are too many`);
  }
  const objective = xgboostObjective(file.objective.name, outputs, file.version);
  const names = file.feature_names.length > 0 ? namedFeatures(file.feature_names, featureCount) : undefined;
  const readers = xgboostLevels(file, featureCount).map(
    (levels, i) => (column: Column) => numericColumn(column, levels, names?.[i] ?? `feature ${i}`),
  );
  const scores = scoresOf(file, startOf(file, outputs, objective));
  return {
    kind,
    featureNames: names,
    featureCount,
    outputs,
    predictionOutputs: objective.predictionOutputs,
    raw: async (columns, rows, options) =>
      scores(featureNumbers(readers, { columns, rows, options }, Math.fround), rows),
    prediction: objective.prediction,
  };
}

/** Per output the margin that a sum starts at. The file has one base score for all, or one for each. */
function startOf(
  { learner_model_param: { base_score } }: XgboostFile,
  outputs: number,
  { margin }: XgboostObjective,
): Float64Array {
  const scores = base_score
    .slice(0, LONGEST_SCORES)
    .replace(/^\[|\]$/g, '')
    .split(',');
  const values = scores.map((score) => (score.trim() === '' ? NaN : Math.fround(Number(score))));
  if ((values.length === 1 || values.length === outputs) && values.every(Number.isFinite)) {
    return Float64Array.from({ length: outputs }, (_, k) => margin(values[values.length > 1 ? k : 0]!));
  }
  throw new InputError(
    'model_damaged',
    `base_score is ${JSON.stringify(base_score.slice(0, 40))} for ${outputs} outputs`,
  );
}

function scoresOf(file: XgboostFile, start: Float64Array): Scores {
  const { booster } = file;
  const featureCount = file.learner_model_param.num_feature;
  if (booster.kind === 'linear') return linear(booster, featureCount, start);
  return compileTrees(xgboostEnsemble(booster, featureCount, start));
}

function linear({ weights: list }: XgboostLinear, featureCount: number, margins: Float64Array): Scores {
  const outputs = margins.length;
  const weights = floats(list, 'weights').map(Math.fround);
  if (weights.length !== (featureCount + 1) * outputs) {
    throw new InputError(
      'model_damaged',
      `${weights.length} weights for ${featureCount} features and a bias, ${outputs} outputs each`,
    );
  }
  // Every output starts at the margin of the first: so does XGBoost, also where the file has one for each.
  const start = margins.map((_, k) => Math.fround(weights[featureCount * outputs + k]! + margins[0]!));
  const scores = { outputs, start, weights, round: Math.fround, missing: 'adds-nothing' as const };
  return (columns, rows) => linearScores(scores, columns, rows);
}
