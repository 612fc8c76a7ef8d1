import { describe, expect, it } from '@jest/globals';
import { goldenRows } from '../../shared/models/golden.ts';
import { Manifest, makeManifest, verifiedModel } from '../../shared/models/manifest.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { expectedRows, goldenFolder, modelCase } from '../support/modelCase.ts';

const linear = modelCase(goldenFolder('models/lgb-linear-tree-inf'));
const pandas = modelCase(goldenFolder('models/lgb-pandas-categorical'));

function manifestOf({ model: bytes, names }: typeof linear, changes: Partial<Manifest> = {}): Manifest {
  const made = makeManifest({
    name: 'base',
    version: '20261123T101500Z-1a2b3c4d',
    file: 'model.txt',
    bytes,
    model: readModel(bytes, 'model.txt'),
    features: names.map((name) => ({ name })),
    createdAt: new Date('2026-11-23T10:15:00Z'),
  });
  // What is read is what was written to the store.
  return Manifest.parse(JSON.parse(JSON.stringify({ ...made, ...changes })));
}

/** The library's own scores, cells as JSON can hold them. */
function libraryGolden({ columns, rows, expected }: typeof linear): NonNullable<Manifest['golden']> {
  const cell = (value: string | number | null) =>
    typeof value === 'string' || (Number.isFinite(value) && !Object.is(value, -0))
      ? value
      : spell(Number(value));
  const features = Array.from({ length: rows }, (_, row) =>
    columns.map(({ values }) => cell(values[row] ?? null)),
  );
  return { features, raw: Array.from(expectedRows(expected, 'raw', 1), cell) } as NonNullable<
    Manifest['golden']
  >;
}

function spell(value: number): string | null {
  if (Number.isNaN(value)) return null;
  return Object.is(value, -0) ? '-0' : String(value);
}

function mismatch(code: string, message: RegExp) {
  return expect.objectContaining({ code, message: expect.stringMatching(message) });
}

describe('verifiedModel', () => {
  it('gives the model when file, features and golden rows are as they were', () => {
    for (const example of [linear, pandas]) {
      expect(verifiedModel(manifestOf(example), example.model).featureCount).toBe(example.names.length);
    }
  });

  it("holds the library's own scores as golden rows, infinities, NaN and text among them", () => {
    for (const example of [linear, pandas]) {
      const golden = libraryGolden(example);
      expect(verifiedModel(manifestOf(example, { golden }), example.model)).toBeDefined();
    }
    expect(libraryGolden(linear).raw).toContain(null);
    expect(libraryGolden(linear).features.flat()).toContain('-Infinity');
    expect(libraryGolden(pandas).features.flat()).toContain('UNSEEN');
  });

  it('tells a file in which one digit has changed', () => {
    const bytes = Buffer.from(
      Buffer.from(linear.model)
        .toString()
        .replace(/shrinkage=\S+/, 'shrinkage=0.7'),
    );
    expect(() => verifiedModel(manifestOf(linear), bytes)).toThrow(
      mismatch('model_damaged', /has sha256 .*…/),
    );
  });

  it('tells a golden score that differs in the last bit', () => {
    const golden = manifestOf(linear).golden!;
    const raw = golden.raw.with(2, Number(golden.raw[2]) * (1 + Number.EPSILON));
    expect(() => verifiedModel(manifestOf(linear, { golden: { ...golden, raw } }), linear.model)).toThrow(
      mismatch('golden_mismatch', /^golden row 2 gives .*, stored is /),
    );
  });

  it('tells golden rows of another model', () => {
    const golden = manifestOf(pandas).golden!;
    expect(() => verifiedModel(manifestOf(linear, { golden }), linear.model)).toThrow(
      mismatch(
        'golden_mismatch',
        /8 golden rows with 8 raw scores do not fit a model of \d+ features and 1 outputs/,
      ),
    );
  });

  it('tells features in another order, too few, or another format', () => {
    const { features } = manifestOf(pandas);
    const wrong = (changes: Partial<Manifest>) => () =>
      verifiedModel(manifestOf(pandas, changes), pandas.model);
    expect(wrong({ features: features.toReversed() })).toThrow(
      mismatch('manifest_mismatch', /^feature 0 is feature_y in the manifest and feature_x in the file$/),
    );
    expect(wrong({ features: features.slice(1) })).toThrow(
      mismatch('manifest_mismatch', /^the manifest lists 4 features, the file has 5$/),
    );
    expect(wrong({ kind: 'onnx' })).toThrow(mismatch('manifest_mismatch', /onnx, the file is lightgbm-text/));
  });
});

describe('goldenRows', () => {
  it('are the same every time, and make a model give different scores', () => {
    const model = readModel(linear.model, 'model.txt');
    expect(goldenRows(model)).toEqual(goldenRows(model));
    expect(new Set(goldenRows(model).raw).size).toBeGreaterThan(4);
    expect(goldenRows(model).features.flat()).toContain(null);
  });
});
