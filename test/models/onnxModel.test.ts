import { basename, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Column } from '../../shared/domain/table.ts';
import type { Model } from '../../shared/models/model.ts';
import { onnxModel } from '../../shared/models/onnxModel.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { caseFolders, goldenFolder, modelCase } from '../support/modelCase.ts';
import { onnxFile } from '../support/onnxFile.ts';
import { describeSharedData } from '../support/sharedData.ts';

/** ONNX Runtime sums in another order with other numbers of threads; float32 has 6e-8. */
const RELATIVE = 2e-6;

const numbers = (...values: number[]): Column => ({ kind: 'number', values: Float64Array.from(values) });

/** y = 2 × a − b, taken as the test says. */
const WEIGHTS = { dims: [2, 1], floats: [2, -1] };

function twoColumns(inputs: Parameters<typeof onnxFile>[0]['inputs'], first = 'x') {
  return onnxFile({
    inputs,
    outputs: [{ name: 'y', shape: ['N', 1] }],
    nodes: [{ op: 'MatMul', inputs: [first, 'w'], outputs: ['y'] }],
    constants: { w: WEIGHTS },
  });
}

async function raw(model: Model, ...columns: Column[]): Promise<number[]> {
  return [...(await model.raw(columns, columns[0]!.values.length))];
}

describe('ONNX models beside the code', () => predictAsTheRuntime(goldenFolder('models')));
describeSharedData('ONNX models in the shared data', (data) => predictAsTheRuntime(resolve(data, 'models')));

function predictAsTheRuntime(folder: string): void {
  it.each(caseFolders(folder, ['onnx-']).map((path) => [basename(path), path]))('%s', async (_, path) => {
    const { model: bytes, columns, rows, expected } = modelCase(path, 'model.onnx');
    const model = await readModel(bytes, 'unnamed');
    const scores = await model.raw(columns, rows);
    // By onnxruntime-node with two threads; of a classifier the label as well.
    const wanted = [...expected].filter(([name]) => name !== 'label').map(([, values]) => values);
    expect(model).toMatchObject({ kind: 'onnx', featureNames: undefined, outputs: wanted.length });
    const far = scores.map((score, i) => {
      const value = wanted[i % wanted.length]![Math.floor(i / wanted.length)]!;
      return Math.abs(score - value) / Math.abs(value);
    });
    expect(far.reduce((most, one) => Math.max(most, one), 0)).toBeLessThan(RELATIVE);
    expect(model.prediction(scores)).toEqual(scores);
  });
}

describe('an ONNX model', () => {
  it('gives equal rows equal bits, wherever they stand in a long table', async () => {
    const { model: bytes, columns, rows } = modelCase(goldenFolder('models/onnx-mlp'), 'model.onnx');
    const repeats = 30;
    const long = columns.map(({ values }) =>
      numbers(...Array.from({ length: rows * repeats }, (_, row) => Number(values[row % rows]))),
    );
    const model = await onnxModel(bytes);
    const scores = await model.raw(long, rows * repeats);
    const first = scores.subarray(0, rows);
    expect(new Set(first).size).toBeGreaterThan(rows / 2);
    for (let at = 0; at < repeats; at++) expect(scores.subarray(at * rows, (at + 1) * rows)).toEqual(first);
  });

  it('takes one input of all features, of float32', async () => {
    const model = await onnxModel(twoColumns([{ name: 'x', shape: ['N', 2] }]));
    expect(model).toMatchObject({ featureCount: 2, featureNames: undefined, outputs: 1 });
    expect(await raw(model, numbers(1, 2, NaN), numbers(0.1, 2, 3))).toEqual([
      Math.fround(2 - Math.fround(0.1)),
      2,
      NaN,
    ]);
  });

  it('takes an input for each column, which names the features', async () => {
    const bytes = onnxFile({
      inputs: ['b', 'a'].map((name) => ({ name, shape: ['N', 1] })),
      outputs: [{ name: 'y' }],
      nodes: [
        { op: 'Concat', inputs: ['a', 'b'], outputs: ['x'], attributes: { axis: { int: 1 } } },
        { op: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] },
      ],
      constants: { w: WEIGHTS },
    });
    const model = await onnxModel(bytes);
    expect(model.featureNames).toEqual(['b', 'a']);
    expect(await raw(model, numbers(1, 10), numbers(100, 1000))).toEqual([199, 1990]);
  });

  it('takes columns without a second dimension, and numbers as float64', async () => {
    const bytes = onnxFile({
      inputs: ['a', 'b'].map((name) => ({ name, shape: ['N'], type: 'float64' as const })),
      outputs: [{ name: 'y', shape: ['N'], type: 'float64' }],
      nodes: [{ op: 'Sub', inputs: ['a', 'b'], outputs: ['y'] }],
    });
    expect(await raw(await onnxModel(bytes), numbers(0.1, 7), numbers(0.2, 5))).toEqual([-0.1, 2]);
  });

  it('is asked with as many rows as it takes, the last time with empty ones', async () => {
    const model = await onnxModel(twoColumns([{ name: 'x', shape: [3, 2] }]));
    expect(await raw(model, numbers(1, 2, 3, 4, 5), numbers(1, 1, 1, 1, 1))).toEqual([1, 3, 5, 7, 9]);
    expect(await raw(model, numbers(), numbers())).toEqual([]);
  });

  it('is opened again when another was asked in between', async () => {
    const [one, two] = [twoColumns([{ name: 'x', shape: ['N', 2] }]), modelCaseBytes('onnx-linear')];
    const models = [await onnxModel(one), await onnxModel(two)];
    expect(models.map(({ featureCount }) => featureCount)).toEqual([2, 22]);
    const both = [raw(models[0]!, numbers(4), numbers(1)), raw(models[0]!, numbers(5), numbers(1))];
    expect(await Promise.all(both)).toEqual([[7], [9]]);
  });

  it('takes a given value as missing', async () => {
    const model = await onnxModel(twoColumns([{ name: 'x', shape: ['N', 2] }]));
    const scores = await model.raw([numbers(-999, 1), numbers(1, 1)], 2, { missing: -999 });
    expect([...scores]).toEqual([NaN, 1]);
  });

  it('is told by its content, packed or not', async () => {
    const bytes = modelCaseBytes('onnx-linear');
    expect((await readModel(bytes, 'model.bin')).kind).toBe('onnx');
  });
});

function modelCaseBytes(name: string): Uint8Array {
  return modelCase(goldenFolder('models', name), 'model.onnx').model;
}
