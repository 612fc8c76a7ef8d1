import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A model in onnxruntime-node on one thread, with rows ready to be predicted. */
export interface OnnxTwin {
  run(): Promise<unknown>;
}

/** Never a dependency: its install script downloads. */
const RUNTIME = 'onnxruntime-node';

interface Runtime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<{ run(feeds: object): Promise<unknown> }>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => object;
}

/** @param columns one per feature, each `rows` long; taking them into its own form is not part of what is timed */
export async function onnxTwin(
  folder: string,
  model: Uint8Array,
  { columns, rows }: { columns: readonly Float64Array[]; rows: number },
): Promise<OnnxTwin> {
  const require = createRequire(join(folder, 'bench.js'));
  const { InferenceSession, Tensor } = require(RUNTIME) as Runtime;
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const data = new Float32Array(rows * columns.length);
  columns.forEach((column, feature) => {
    for (let row = 0; row < rows; row++) data[row * columns.length + feature] = column[row]!;
  });
  const X = new Tensor('float32', data, [rows, columns.length]);
  return { run: () => session.run({ X }) };
}
