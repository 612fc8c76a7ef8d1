import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Column } from '../../shared/domain/table.ts';
import { AppError } from '../../shared/errors.ts';
import { readModel } from '../../shared/models/readModel.ts';
import {
  type ByteDamage,
  changedBytes,
  changedCharacter,
  changedLines,
  changedToken,
  changedValue,
  cutText,
  type DocumentDamage,
  type TextDamage,
} from '../support/damage.ts';
import { goldenFolder } from '../support/modelCase.ts';
import { modelDocument } from '../support/modelDocument.ts';

const ROWS = 3;
const file = (name: string, model: string) => readFileSync(goldenFolder('models', name, model));
const [one, few] = [
  { minLength: 1, maxLength: 1 },
  { minLength: 1, maxLength: 3 },
];

/** Each does its damage to the model file of a case beside the tests. */
const KINDS = {
  'LightGBM text': {
    cases: ['made-linear-category', 'made-rf-multiclass', 'made-pandas', 'lgb-stump-mixed', 'lgb-stump'],
    runs: 4000,
    damages: fc.array(
      fc.oneof(
        changedToken('\nend of trees'),
        changedToken('\nend of trees'),
        changedLines,
        changedCharacter,
        cutText,
      ),
      few,
    ),
    apply: (name: string, damages: readonly TextDamage[]) => {
      const text = file(name, 'model.txt').toString();
      return Buffer.from(damages.reduce((damaged, damage) => damage(damaged), text));
    },
  },
  'the values of JSON': {
    cases: [
      'made-linear-category',
      'made-pandas',
      'lgb-stump',
      'xgboost-categories',
      'xgboost-dart',
      'xgboost-softmax',
      'xgboost-vector-leaf',
      'xgboost-gblinear-softprob',
      'catboost-one-hot',
      'catboost-multiclass',
      'catboost-one-hot-lossguide',
    ],
    runs: 3000,
    damages: fc.array(changedValue, few),
    apply: (name: string, damages: readonly DocumentDamage[]) => {
      const document = damages.reduce((damaged, damage) => damage(damaged), modelDocument(name));
      return Buffer.from(JSON.stringify(document));
    },
  },
  'the text of JSON': {
    cases: ['lgb-stump', 'xgboost-logistic', 'xgboost-gblinear', 'catboost-rmse', 'catboost-depthwise'],
    runs: 1500,
    damages: fc.array(fc.oneof(changedCharacter, changedCharacter, changedCharacter, cutText), one),
    apply: (name: string, damages: readonly TextDamage[]) => {
      const text = file(name, 'model.json').toString();
      return Buffer.from(damages.reduce((damaged, damage) => damage(damaged), text));
    },
  },
  UBJSON: {
    cases: [
      'xgboost-categories',
      'xgboost-dart',
      'xgboost-logistic',
      'xgboost-vector-leaf',
      'xgboost-gblinear',
    ],
    runs: 3000,
    damages: fc.array(changedBytes, one),
    apply: (name: string, damages: readonly ByteDamage[]) => {
      const bytes: Uint8Array = file(name, 'model.ubj');
      return damages.reduce((damaged, damage) => damage(damaged), bytes);
    },
  },
};

describe('a damaged model file is refused with an AppError or still predicts: nothing else, and no hanging', () => {
  for (const [name, kind] of Object.entries(KINDS)) it(name, () => fuzz(kind as FuzzKind));
});

interface FuzzKind {
  readonly cases: readonly string[];
  readonly runs: number;
  readonly damages: fc.Arbitrary<unknown>;
  readonly apply: (name: string, damages: unknown) => Uint8Array;
}

function fuzz({ cases, runs, damages, apply }: FuzzKind): void {
  const outcomes = { refused: 0, predicted: 0 };
  fc.assert(
    fc.property(fc.constantFrom(...cases), damages, (name, list) => {
      outcomes[outcomeOf(apply(name, list))]++;
    }),
    { numRuns: runs },
  );
  // Both must happen, or the damage is too light or too heavy to show anything.
  expect(outcomes.refused).toBeGreaterThan(runs / 10);
  expect(outcomes.predicted).toBeGreaterThan(runs / 10);
}

function outcomeOf(bytes: Uint8Array): 'refused' | 'predicted' {
  try {
    const model = readModel(bytes, 'model');
    const columns = Array.from({ length: model.featureCount }, (_, i) => someColumn(i));
    const raw = model.raw(columns, ROWS);
    expect(model.prediction(raw)).toHaveLength(ROWS * model.predictionOutputs);
    return 'predicted';
  } catch (error) {
    if (error instanceof AppError) return 'refused';
    throw error;
  }
}

/** 0 and halves, codes, missing, infinite. */
function someColumn(feature: number): Column {
  return { kind: 'number', values: Float64Array.of(feature / 2, NaN, feature % 2 ? Infinity : -1) };
}
