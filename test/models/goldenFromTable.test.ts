import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../shared/adapters/csv.ts';
import type { Column, Table } from '../../shared/domain/table.ts';
import { verifyGolden } from '../../shared/models/golden.ts';
import { goldenFromTable } from '../../shared/models/goldenFromTable.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';

/** A model, its features and what its library predicts for them as one table. */
async function exampleOf(name: string, file?: string) {
  const {
    model: bytes,
    filename,
    names,
    columns,
    rows,
    expected,
  } = modelCase(goldenFolder('models', name), file);
  const model = await readModel(bytes, filename);
  const outputs = [...expected].map(([column, values]): [string, Column] => [
    column,
    { kind: 'number', values },
  ]);
  const all = new Map([...names.map((column, i): [string, Column] => [column, columns[i]!]), ...outputs]);
  return { model, names, table: { rows, columns: all } satisfies Table, rows };
}

/** The table with some columns changed, or left out. */
function changed(
  { rows, columns }: Table,
  changes: Record<string, ((value: number, row: number) => number) | undefined>,
) {
  const kept = new Map(columns);
  for (const [name, change] of Object.entries(changes)) {
    const column = kept.get(name)!;
    if (!change) kept.delete(name);
    else kept.set(name, { kind: 'number', values: Float64Array.from(column.values as Float64Array, change) });
  }
  return { rows, columns: kept };
}

describe('goldenFromTable', () => {
  it.each([
    ['lgb-multiclass-absent', 'model.txt'],
    ['lgb-xentlambda', 'model.txt'],
    ['xgboost-softprob', 'model.json'],
    ['xgb-gamma', 'model.ubj'],
    ['catboost-multiclass', 'model.json'],
  ])('keeps up to 64 rows of the library, features by name or order: %s', async (name, file) => {
    const { model, names, table, rows } = await exampleOf(name, file);
    const golden = await goldenFromTable(table, { model, features: names });
    expect(golden).toMatchObject({ from: 'library' });
    expect(golden.features).toHaveLength(Math.min(64, rows));
    expect(golden.prediction).toHaveLength(golden.features.length * model.predictionOutputs);
    // As a manifest, once it was written and read.
    await verifyGolden(JSON.parse(JSON.stringify(golden)), model);
  });

  it('checks every row, also those that are not kept', async () => {
    const { model, names, table, rows } = await exampleOf('onnx-gbr', 'model.onnx');
    expect(rows).toBeGreaterThan(64);
    const last = (value: number, row: number) => (row === rows - 1 ? value + 1 : value);
    await expect(
      goldenFromTable(changed(table, { prediction: last }), { model, features: names }),
    ).rejects.toMatchObject({
      code: 'golden_mismatch',
      message: expect.stringMatching(`^golden row ${rows}: prediction must be `),
      hint: expect.stringContaining('predict() as the column prediction'),
    });
  });

  it('allows a prediction 4 ulp, and a raw score none', async () => {
    const { model, names, table } = await exampleOf('lgb-xentlambda');
    const ulps = (count: number) => (value: number) => value * (1 + (count / 2) * Number.EPSILON);
    const of = (count: number) =>
      goldenFromTable(changed(table, { prediction: ulps(count), raw: undefined }), {
        model,
        features: names,
      });
    expect((await of(1)).raw).toBeUndefined();
    await expect(of(20)).rejects.toMatchObject({ code: 'golden_mismatch' });
    await expect(
      goldenFromTable(changed(table, { raw: ulps(4) }), { model, features: names }),
    ).rejects.toThrow(/: raw must be /);
  });

  it('allows an ONNX model what another order of additions makes, not more', async () => {
    const { model, names, table } = await exampleOf('onnx-mlp', 'model.onnx');
    const of = (error: number) => {
      const moved = changed(table, { prediction: (value) => value * (1 + error) });
      return goldenFromTable(moved, { model, features: names });
    };
    expect((await of(5e-6)).from).toBe('library');
    await expect(of(1e-3)).rejects.toMatchObject({ code: 'golden_mismatch' });
  });

  it('takes features by the names that were given for a file without names', async () => {
    const { model, names, table } = await exampleOf('lgb-multiclass-absent');
    expect(model.featureNames).toBeUndefined();
    const reversed = { rows: table.rows, columns: new Map([...table.columns].reverse()) };
    expect((await goldenFromTable(reversed, { model, features: names })).from).toBe('library');
    const unlike = names.map((_, i) => `other_${i}`);
    expect((await goldenFromTable(table, { model, features: unlike })).from).toBe('library');
    await expect(goldenFromTable(reversed, { model, features: unlike })).rejects.toMatchObject({
      code: 'golden_mismatch',
    });
  });

  it('refuses a table with no outputs, no rows or too few features', async () => {
    const { model, names, table } = await exampleOf('lgb-xentlambda');
    const without = changed(table, { raw: undefined, prediction: undefined });
    await expect(goldenFromTable(without, { model, features: names })).rejects.toMatchObject({
      code: 'missing_column',
      message: expect.stringMatching(
        /^the golden table has neither raw nor prediction; its last columns are: /,
      ),
    });
    const empty = readCsv(Buffer.from(`${names.join(',')},raw\n`));
    await expect(goldenFromTable(empty, { model, features: names })).rejects.toMatchObject({
      code: 'file_empty',
    });
    const lacking = changed(table, { [names[0]!]: undefined });
    await expect(goldenFromTable(lacking, { model, features: names })).rejects.toMatchObject({
      code: 'missing_features',
    });
  });
});
