import { InputError } from '../errors.ts';
import { eachScore, type RowTransform, softmax } from './rowTransform.ts';

const IDENTITY = new Set([
  'regression',
  'regression_l1',
  'huber',
  'fair',
  'quantile',
  'mape',
  'lambdarank',
  'rank_xendcg',
]);

/**
 * What LightGBM's predict() makes of raw scores.
 *
 * @param objective the file's objective line; undefined: none, raw scores are the prediction
 * @throws InputError `unsupported_model` for an objective that is not known, `model_damaged` for wrong parameters
 * @see https://github.com/microsoft/LightGBM/blob/v4.6.0/src/objective (ConvertOutput)
 */
export function lightgbmTransform(objective: string | undefined, outputs: number): RowTransform {
  if (objective === undefined) return () => {};
  const [name = '', ...parameters] = objective.split(/ +/);
  if (name === 'regression' && parameters.includes('sqrt'))
    return eachScore((raw) => Math.sign(raw) * raw * raw);
  if (IDENTITY.has(name)) return () => {};
  switch (name) {
    case 'binary':
    case 'multiclassova': {
      const steepness = parameter(objective, 'sigmoid');
      return eachScore((raw) => 1 / (1 + Math.exp(-steepness * raw)));
    }
    case 'cross_entropy':
      return eachScore((raw) => 1 / (1 + Math.exp(-raw)));
    case 'cross_entropy_lambda':
      return eachScore((raw) => Math.log1p(Math.exp(raw)));
    case 'poisson':
    case 'gamma':
    case 'tweedie':
      return eachScore(Math.exp);
    case 'multiclass':
      checkClasses(objective, outputs);
      return softmax;
    default:
      throw new InputError('unsupported_model', `the objective ${JSON.stringify(objective)} is not known`);
  }
}

function parameter(objective: string, name: string): number {
  const value = Number(new RegExp(` ${name}:(\\S+)`).exec(objective)?.[1]);
  if (value > 0) return value;
  throw new InputError('model_damaged', `the objective ${JSON.stringify(objective)} lacks a ${name} above 0`);
}

function checkClasses(objective: string, outputs: number): void {
  const classes = parameter(objective, 'num_class');
  if (classes === outputs) return;
  throw new InputError('model_damaged', `the objective has ${classes} classes, the trees have ${outputs}`);
}
