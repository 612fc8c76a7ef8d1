import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Column } from '../../shared/domain/table.ts';
import { AppError } from '../../shared/errors.ts';
import { parseJsonDocument } from '../../shared/models/jsonDocument.ts';
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
import { caseFolders, goldenFolder } from '../support/modelCase.ts';
import { sharedData } from '../support/sharedFolder.ts';

const ROWS = 3;
/** So many that the kernel takes over from walking the trees one by one. */
const MANY = 300;
/** So many times as long as an ordinary run; then the files beside the repository take part as well. */
const SCALE = Number(process.env.AUTOPILOT_FUZZ ?? 1);
/** The files that are read in about a millisecond; in a longer run in a few of them. */
const LARGEST_BYTES = SCALE > 1 ? 200_000 : 40_000;
const TEN_MINUTES_MS = 600_000;
const [one, few] = [
  { minLength: 1, maxLength: 1 },
  { minLength: 1, maxLength: 3 },
];

/** Each does its damage to the model files of one name. */
const KINDS = {
  'LightGBM text': {
    file: 'model.txt',
    runs: 7000,
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
    apply: (content: Buffer, damages: readonly TextDamage[]) =>
      Buffer.from(damages.reduce((damaged, damage) => damage(damaged), content.toString())),
  },
  'the values of JSON': {
    file: 'model.json',
    runs: 5000,
    damages: fc.array(changedValue, few),
    apply: (content: Buffer, damages: readonly DocumentDamage[]) => {
      const document: unknown = parseJsonDocument(content);
      return Buffer.from(
        String(JSON.stringify(damages.reduce((damaged, damage) => damage(damaged), document))),
      );
    },
  },
  'the text of JSON': {
    file: 'model.json',
    runs: 2500,
    damages: fc.array(fc.oneof(changedCharacter, changedCharacter, changedCharacter, cutText), one),
    apply: (content: Buffer, damages: readonly TextDamage[]) =>
      Buffer.from(damages.reduce((damaged, damage) => damage(damaged), content.toString())),
  },
  UBJSON: {
    file: 'model.ubj',
    runs: 7000,
    damages: fc.array(changedBytes, one),
    apply: (content: Buffer, damages: readonly ByteDamage[]) =>
      damages.reduce<Uint8Array>((damaged, damage) => damage(damaged), new Uint8Array(content)),
  },
};

describe('a damaged model file is refused with an AppError or still predicts: nothing else, and no hanging', () => {
  for (const [name, kind] of Object.entries(KINDS)) {
    it(name, () => fuzz(kind as FuzzKind), TEN_MINUTES_MS);
  }
});

interface FuzzKind {
  readonly file: string;
  readonly runs: number;
  readonly damages: fc.Arbitrary<unknown>;
  readonly apply: (content: Buffer, damages: unknown) => Uint8Array;
}

async function fuzz({ file, runs: ordinary, damages, apply }: FuzzKind): Promise<void> {
  const contents = modelFiles(file).map((path) => readFileSync(path));
  const runs = ordinary * SCALE;
  const outcomes = { refused: 0, predicted: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...contents), damages, async (content, list) => {
      outcomes[await outcomeOf(apply(content, list))]++;
    }),
    { numRuns: runs },
  );
  // Both must happen, or the damage is too light or too heavy to show anything.
  expect(outcomes.refused).toBeGreaterThan(runs / 10);
  expect(outcomes.predicted).toBeGreaterThan(runs / 10);
}

function modelFiles(file: string): string[] {
  const beside = SCALE > 1 && sharedData ? [join(sharedData, 'models')] : [];
  return [goldenFolder('models'), ...beside]
    .flatMap((folder) => caseFolders(folder, ['']))
    .map((folder) => join(folder, file))
    .filter((path) => existsSync(path) && statSync(path).size < LARGEST_BYTES);
}

async function outcomeOf(bytes: Uint8Array): Promise<'refused' | 'predicted'> {
  try {
    const model = await readModel(bytes, 'model');
    const columns = Array.from({ length: model.featureCount }, (_, i) => someColumn(i));
    const raw = await model.raw(
      columns.map((column) => repeated(column, ROWS)),
      ROWS,
    );
    expect(model.prediction(raw)).toHaveLength(ROWS * model.predictionOutputs);
    const again = await model.raw(
      columns.map((column) => repeated(column, MANY)),
      MANY,
    );
    expect(again.slice(-raw.length)).toEqual(raw);
    return 'predicted';
  } catch (error) {
    if (error instanceof AppError) return 'refused';
    throw error;
  }
}

/** 0 and halves, codes, missing, infinite. */
function someColumn(feature: number): readonly number[] {
  return [feature / 2, NaN, feature % 2 ? Infinity : -1];
}

function repeated(values: readonly number[], rows: number): Column {
  return { kind: 'number', values: Float64Array.from({ length: rows }, (_, row) => values[row % ROWS]!) };
}
