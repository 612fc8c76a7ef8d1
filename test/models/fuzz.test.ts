import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Column } from '../../shared/domain/table.ts';
import { AppError } from '../../shared/errors.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';

const CASES = ['made-linear-category', 'made-rf-multiclass', 'made-pandas', 'lgb-stump-mixed', 'lgb-stump'];
const texts = new Map(
  CASES.map((name) => [name, Buffer.from(modelCase(goldenFolder('models', name)).model).toString()]),
);
const ROWS = 3;

/** What damage looks like: lines lost, doubled, swapped; numbers changed to bad ones; bytes changed; ends cut. */
type Damage = (text: string) => string;

const BAD = [
  '',
  '-1',
  '0',
  '1',
  '99999999999',
  '-2147483648',
  '4294967296',
  '1e999',
  'nan',
  '-inf',
  '0x1',
  '1.5',
  'x',
  '=',
  '"',
];

const changedToken: fc.Arbitrary<Damage> = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...BAD))
  .map(([where, token]) => (text) => {
    const places = [...text.slice(0, text.indexOf('\nend of trees')).matchAll(/[^\s=:]+/g)];
    const place = places[Math.min(places.length - 1, Math.floor(where * places.length))];
    if (!place) return text;
    return text.slice(0, place.index) + token + text.slice(place.index + place[0].length);
  });

const changedLines: fc.Arbitrary<Damage> = fc
  .tuple(fc.nat(), fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'copy'))
  .map(([a, b, how]) => (text) => {
    const lines = text.split('\n');
    const [i, j] = [a % lines.length, b % lines.length];
    if (how === 'drop') lines.splice(i, 1 + (b % 5));
    if (how === 'double') lines.splice(i, 0, lines[i]!);
    if (how === 'swap') [lines[i], lines[j]] = [lines[j]!, lines[i]!];
    if (how === 'copy') lines[i] = lines[j]!;
    return lines.join('\n');
  });

const changedCharacter: fc.Arbitrary<Damage> = fc
  .tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 2, unit: 'binary' }))
  .map(([where, by]) => (text) => {
    const at = where % text.length;
    return text.slice(0, at) + by + text.slice(at + 1);
  });

const cut: fc.Arbitrary<Damage> = fc.nat().map((at) => (text) => text.slice(0, at % text.length));

const damages = fc.array(fc.oneof(changedToken, changedToken, changedLines, changedCharacter, cut), {
  minLength: 1,
  maxLength: 3,
});

/** 0 and halves, codes, missing, infinite. */
function someColumn(feature: number): Column {
  return { kind: 'number', values: Float64Array.of(feature / 2, NaN, feature % 2 ? Infinity : -1) };
}

describe('a damaged model file', () => {
  it('is refused with an AppError or still predicts: it never throws anything else, and never hangs', () => {
    const outcomes = { refused: 0, predicted: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...CASES), damages, (name, list) => {
        const bytes = Buffer.from(list.reduce((damaged, damage) => damage(damaged), texts.get(name)!));
        outcomes[outcomeOf(bytes)]++;
      }),
      { numRuns: 4000 },
    );
    // Both must happen, or the damage is too light or too heavy to show anything.
    expect(outcomes.refused).toBeGreaterThan(1000);
    expect(outcomes.predicted).toBeGreaterThan(400);
  });
});

function outcomeOf(bytes: Uint8Array): 'refused' | 'predicted' {
  try {
    const model = readModel(bytes, 'model.txt');
    const columns = Array.from({ length: model.featureCount }, (_, i) => someColumn(i));
    const raw = model.raw(columns, ROWS);
    expect(model.prediction(raw)).toHaveLength(ROWS * model.outputs);
    return 'predicted';
  } catch (error) {
    if (error instanceof AppError) return 'refused';
    throw error;
  }
}
