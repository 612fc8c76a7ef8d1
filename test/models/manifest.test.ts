import { describe, expect, it } from '@jest/globals';
import type { Column, Table } from '../../shared/domain/table.ts';
import { type Golden, probeRows } from '../../shared/models/golden.ts';
import { goldenFromTable } from '../../shared/models/goldenFromTable.ts';
import { Manifest, makeManifest, verifiedModel } from '../../shared/models/manifest.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';

const linear = modelCase(goldenFolder('models/lgb-linear-tree-inf'));
const pandas = modelCase(goldenFolder('models/lgb-pandas-categorical'));

async function manifestOf(
  { model: bytes, names }: typeof linear,
  changes: Partial<Manifest> = {},
): Promise<Manifest> {
  const made = await makeManifest({
    name: 'base',
    file: 'model.txt',
    bytes,
    model: await readModel(bytes, 'model.txt'),
    features: names.map((name) => ({ name })),
    createdAt: new Date('2026-11-23T10:15:00Z'),
  });
  // What is read is what was written to the store.
  return Manifest.parse(
    JSON.parse(JSON.stringify({ ...made, version: '20261123T101500Z-1a2b3c4d', ...changes })),
  );
}

/** The library's own scores, through the table that a user would give. */
async function libraryGolden({ model, names, columns, rows, expected }: typeof linear): Promise<Golden> {
  const scores = [...expected].map(([name, values]): [string, Column] => [name, { kind: 'number', values }]);
  const table: Table = {
    rows,
    columns: new Map([...names.map((name, i): [string, Column] => [name, columns[i]!]), ...scores]),
  };
  return goldenFromTable(table, { model: await readModel(model, 'model.txt'), features: names });
}

function mismatch(code: string, message: RegExp) {
  return expect.objectContaining({ code, message: expect.stringMatching(message) });
}

describe('verifiedModel', () => {
  it('gives the model when file, features and golden rows are as they were', async () => {
    for (const example of [linear, pandas]) {
      expect((await verifiedModel(await manifestOf(example), example.model)).featureCount).toBe(
        example.names.length,
      );
    }
  });

  it("holds the library's own scores as golden rows, infinities, NaN and text among them", async () => {
    for (const example of [linear, pandas]) {
      const golden = await libraryGolden(example);
      const manifest = await manifestOf(example, { golden });
      expect(manifest.golden?.from).toBe('library');
      expect(await verifiedModel(manifest, example.model)).toBeDefined();
    }
    const cells = await libraryGolden(linear);
    expect(cells.raw).toContain(null);
    expect(cells.features.flat()).toContain('-Infinity');
    expect((await libraryGolden(pandas)).features.flat()).toContain('UNSEEN');
  });

  it('tells a file in which one digit has changed', async () => {
    const bytes = Buffer.from(
      Buffer.from(linear.model)
        .toString()
        .replace(/shrinkage=\S+/, 'shrinkage=0.7'),
    );
    await expect(verifiedModel(await manifestOf(linear), bytes)).rejects.toThrow(
      mismatch('model_damaged', /has sha256 .*…/),
    );
  });

  it('tells a golden score that differs in the last bit', async () => {
    const golden = (await manifestOf(linear)).golden!;
    const raw = golden.raw!.with(2, Number(golden.raw![2]) * (1 + Number.EPSILON));
    await expect(
      verifiedModel(await manifestOf(linear, { golden: { ...golden, raw } }), linear.model),
    ).rejects.toThrow(mismatch('golden_mismatch', /^golden row 3: raw must be .*, the model gives /));
  });

  it('tells golden rows of another model', async () => {
    const golden = (await manifestOf(pandas)).golden!;
    await expect(verifiedModel(await manifestOf(linear, { golden }), linear.model)).rejects.toThrow(
      mismatch(
        'golden_mismatch',
        /^8 golden rows with 8 values do not fit a model of \d+ features and 1 outputs$/,
      ),
    );
  });

  it('refuses golden rows with nothing to compare', async () => {
    const golden = { from: 'probe', features: [[1]] } as const;
    expect(Manifest.safeParse({ ...(await manifestOf(linear)), golden }).success).toBe(false);
  });

  it('tells features in another order, too few, or another format', async () => {
    const { features } = await manifestOf(pandas);
    const wrong = async (changes: Partial<Manifest>) =>
      verifiedModel(await manifestOf(pandas, changes), pandas.model);
    await expect(wrong({ features: features.toReversed() })).rejects.toThrow(
      mismatch('manifest_mismatch', /^feature 0 is feature_y in the manifest and feature_x in the file$/),
    );
    await expect(wrong({ features: features.slice(1) })).rejects.toThrow(
      mismatch('manifest_mismatch', /^the manifest lists 4 features, the file has 5$/),
    );
    await expect(wrong({ kind: 'onnx' })).rejects.toThrow(
      mismatch('manifest_mismatch', /onnx, the file is lightgbm-text/),
    );
  });
});

describe('probeRows', () => {
  it('are the same every time, and make a model give different scores', async () => {
    const model = await readModel(linear.model, 'model.txt');
    const probes = await probeRows(model);
    expect(await probeRows(model)).toEqual(probes);
    expect(new Set(probes.raw).size).toBeGreaterThan(4);
    expect(probes.features.flat()).toContain(null);
  });
});
