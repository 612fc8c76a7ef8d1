import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../shared/errors.ts';
import { onnxModel } from '../../shared/models/onnxModel.ts';
import { startOnnxThread } from '../../shared/models/onnxThread.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';
import { type OnnxGraph, type OnnxValue, onnxFile } from '../support/onnxFile.ts';

const SCALE = Number(process.env.AUTOPILOT_FUZZ ?? 1);
const sound = modelCase(goldenFolder('models/onnx-linear'), 'model.onnx').model;
const X = { name: 'x', shape: ['N', 2] } as const;

/** One operator between one input and one output. */
function graph({ op = 'Identity', input = X, output = { name: 'y' }, ...rest }: Partial<Small>): OnnxGraph {
  return {
    inputs: [input],
    outputs: [output],
    nodes: [{ op, inputs: [input.name], outputs: [output.name], ...rest }],
  };
}

interface Small {
  readonly op: string;
  readonly domain: string;
  readonly input: OnnxValue;
  readonly output: OnnxValue;
  readonly attributes: OnnxGraph['nodes'][number]['attributes'];
}

const cast = (input: OnnxValue) => graph({ op: 'Cast', input, attributes: { to: { int: 1 } } });
const twice = (name: string) => ({ op: 'Identity', inputs: ['x'], outputs: [name] });
const MATRIX = { dims: [2, 1], floats: [1, 2] };
const zipMap = { classlabels_int64s: { ints: [0, 1] } };

describe('an ONNX model that cannot be used is refused, with what to export instead', () => {
  it.each<[string, OnnxGraph, RegExp, RegExp]>([
    ['of text', cast({ ...X, type: 'text' }), /takes string as x/, /astype\("float32"\)/],
    ['of whole numbers', cast({ ...X, type: 'int64' }), /takes int64 as x/, /float32/],
    [
      'of an open number of features',
      graph({ input: { name: 'x', shape: ['N', 'F'] } }),
      /does not tell how many features it has: x is \? × \?/,
      /dim_value = F/,
    ],
    ['that says nothing of its input', graph({ input: { name: 'x' } }), /how many features/, /dim_value/],
    ['of images', graph({ input: { name: 'x', shape: [1, 3, 8, 8] } }), /x is 1 × 3 × 8 × 8/, /N × features/],
    [
      'of too many features',
      graph({ input: { name: 'x', shape: ['N', 2_000_000] } }),
      /2000000 features/,
      /./,
    ],
    [
      'of too many rows at a time',
      graph({ input: { name: 'x', shape: [1_000_000, 100] } }),
      /100 features and 1000000 rows at a time/,
      /./,
    ],
    [
      'with two outputs',
      { inputs: [X], outputs: [{ name: 'y' }, { name: 'z' }], nodes: [twice('y'), twice('z')] },
      /2 outputs of float32 or float64, not one: y \(float32\), z \(float32\)/,
      /extract_model/,
    ],
    [
      'without any',
      graph({ op: 'Cast', output: { name: 'y', type: 'int64' }, attributes: { to: { int: 7 } } }),
      /has 0 outputs/,
      /extract_model/,
    ],
    [
      'with probabilities as maps',
      graph({
        op: 'ZipMap',
        domain: 'ai.onnx.ml',
        output: { name: 'y', type: 'maps' },
        attributes: zipMap,
      }),
      /ZipMap/,
      /"zipmap": False/,
    ],
    [
      'with one answer for all rows',
      graph({ op: 'ReduceMean', attributes: { keepdims: { int: 0 } } }),
      /gives .* values for 2 rows/,
      /one row for each row/,
    ],
    ['with an unknown operator', graph({ op: 'Frobnicate' }), /operator, or a version of one/, /opset/],
    [
      'with an operator of somebody',
      graph({ op: 'Mine', domain: 'com.example' }),
      /operator, or a version of one/,
      /ai\.onnx\.ml/,
    ],
  ])('%s', async (_, of, message, hint) => {
    await expect(onnxModel(onnxFile(of))).rejects.toThrow(
      expect.objectContaining({
        code: 'unsupported_model',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      }),
    );
  });

  it('of a later opset', async () => {
    await expect(onnxModel(onnxFile(graph({}), { opset: 99 }))).rejects.toMatchObject({
      code: 'unsupported_model',
      hint: expect.stringContaining('target_opset'),
    });
  });

  it('whose weights are in another file', async () => {
    const nodes = [{ op: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] }];
    const constants = { w: { dims: [2, 1], external: 'weights.bin' } };
    const bytes = onnxFile({ inputs: [X], outputs: [{ name: 'y' }], nodes, constants });
    await expect(onnxModel(bytes)).rejects.toMatchObject({
      code: 'unsupported_model',
      message: expect.stringContaining('in another file'),
    });
  });
});

describe('a damaged ONNX model', () => {
  it.each([
    ['that is cut', sound.subarray(0, 200)],
    ['of which only the start is there', sound.subarray(0, 4)],
    [
      'with a node that has no input',
      onnxFile({ ...graph({}), nodes: [{ ...twice('y'), inputs: ['none'] }] }),
    ],
    [
      'whose matrix does not fit',
      onnxFile({
        ...graph({}),
        nodes: [{ op: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] }],
        constants: { w: { ...MATRIX, dims: [3, 1] } },
      }),
    ],
  ])('%s', async (_, bytes) => {
    await expect(readModel(bytes, 'model.onnx')).rejects.toMatchObject({ code: 'model_damaged' });
  });

  it('gives a model or a typed error, whatever bytes are changed', async () => {
    const files = ['onnx-linear', 'onnx-mlp', 'onnx-gbr', 'onnx-classifier'].map((name) => {
      return modelCase(goldenFolder('models', name), 'model.onnx').model;
    });
    // A place as a share of the file; most damage is done in the first hundreds of bytes, behind them are weights.
    const place = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(600).map((at) => -at),
    );
    const damage = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 });
    const cut = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damage, cut, async (file, changes, end) => {
        const bytes = Uint8Array.from(file.subarray(0, end === null ? file.length : end * file.length));
        for (const [at, value] of changes) bytes[at < 0 ? -at : Math.floor(at * bytes.length)] = value;
        const tried = await readModel(bytes, 'model.onnx').catch((error) => error);
        expect(tried instanceof AppError || tried.kind === 'onnx').toBe(true);
      }),
      { numRuns: 1000 * SCALE, seed: 1 },
    );
    expect((await onnxModel(sound)).featureCount).toBe(22);
  }, 600_000);
});

describe('a hostile ONNX model', () => {
  /** As many numbers as the first cell says. */
  const swelling = (most: number) => {
    const nodes = [
      { op: 'ConstantOfShape', inputs: ['shape'], outputs: ['huge'] },
      { op: 'ReduceSum', inputs: ['huge'], outputs: ['sum'], attributes: { keepdims: { int: 0 } } },
      { op: 'Add', inputs: ['x', 'sum'], outputs: ['y'] },
    ];
    const constants = { shape: { dims: [1], integers: [most] } };
    return onnxFile({ inputs: [X], outputs: [{ name: 'y' }], nodes, constants });
  };

  it('that wants more memory than there may be is refused, and the next one is read', async () => {
    await expect(onnxModel(swelling(2 ** 29))).rejects.toMatchObject({
      code: 'unsupported_model',
      message: expect.stringContaining('1 GiB'),
    });
    expect((await onnxModel(sound)).featureCount).toBe(22);
  });

  it('that never ends is stopped', async () => {
    const thread = startOnnxThread(1500);
    const model = endless();
    await thread.open(model);
    const input = { name: 'x', type: 'float32', values: new Float32Array(4), dims: [2, 2] } as const;
    await expect(thread.run([input], 'y')).rejects.toMatchObject({
      code: 'unsupported_model',
      message: expect.stringContaining('took more than 30 s'),
    });
    expect(thread.alive).toBe(false);
  });
});

/** Adds 0 to x, 2 to the 62nd times. */
function endless(): Uint8Array {
  const body: OnnxGraph = {
    inputs: [{ name: 'i', shape: [], type: 'int64' }, { name: 'go', shape: [], type: 'bool' }, { name: 'v' }],
    outputs: [{ name: 'again', shape: [], type: 'bool' }, { name: 'w' }],
    nodes: [
      { op: 'Identity', inputs: ['go'], outputs: ['again'] },
      { op: 'Add', inputs: ['v', 'v'], outputs: ['w'] },
    ],
  };
  return onnxFile({
    inputs: [X],
    outputs: [{ name: 'y' }],
    nodes: [{ op: 'Loop', inputs: ['most', '', 'x'], outputs: ['y'], attributes: { body: { graph: body } } }],
    constants: { most: { dims: [], integers: [2 ** 62] } },
  });
}
