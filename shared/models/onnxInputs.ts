import { InputError } from '../errors.ts';
import { namedFeatures } from './namedFeatures.ts';
import type { OnnxInput, OnnxValue } from './onnxThread.ts';

/** How the rows of a table go into a model's inputs. */
export interface OnnxInputs {
  /** The inputs' names, where each takes one column. */
  readonly names: readonly string[] | undefined;
  readonly featureCount: number;
  /** Whether they are all float32. */
  readonly single: boolean;
  /** The number of rows that the model takes at a time; undefined when it takes any. */
  readonly batch: number | undefined;
  /**
   * Tensors of so many rows, beginning with row `from`; behind the end of the table they are zeros.
   *
   * @param columns one per feature
   */
  tensors(columns: readonly Float64Array[], from: number, rows: number): OnnxInput[];
}

interface Layout {
  readonly name: string;
  readonly type: OnnxInput['type'];
  /** Of two dimensions, not one. */
  readonly flat: boolean;
  readonly width: number;
  readonly batch: number | undefined;
}

const MOST_FEATURES = 1_000_000;
/** Of a model that takes a fixed number of rows. */
const MOST_CELLS = 2 ** 24;
const ONE_INPUT =
  'Export it with one input of N × features: skl2onnx to_onnx(model, X[:1].astype("float32")), PyTorch torch.onnx.export(model, torch.zeros(1, F), "model.onnx", dynamo=False)';
const WRITE_F =
  'or write the number of features F into the file: import onnx; m = onnx.load("model.onnx"); m.graph.input[0].type.tensor_type.shape.dim[1].dim_value = F; onnx.save(m, "model.onnx")';

/**
 * The inputs of a model: one that takes all features, or one for each column, or several that take some columns each.
 * Features are in the order of the file.
 *
 * @throws InputError `unsupported_model`, `model_damaged` for a name that stands twice
 */
export function onnxInputs(values: readonly OnnxValue[]): OnnxInputs {
  const layouts = values.map(layoutOf);
  const featureCount = layouts.reduce((sum, { width }) => sum + width, 0);
  const batch = layouts.find((layout) => layout.batch !== undefined)?.batch;
  if (featureCount === 0 || featureCount > MOST_FEATURES || featureCount * (batch ?? 1) > MOST_CELLS) {
    const rows = batch === undefined ? '' : ` and ${batch} rows at a time`;
    throw refusal(`takes ${featureCount} features${rows}`);
  }
  const byColumn = layouts.length > 1 && layouts.every(({ width }) => width === 1);
  const names = layouts.map(({ name }) => name);
  return {
    names: byColumn ? namedFeatures(names, featureCount) : undefined,
    featureCount,
    single: layouts.every(({ type }) => type === 'float32'),
    batch,
    tensors: (columns, from, rows) => {
      let first = 0;
      return layouts.map((layout) => {
        first += layout.width;
        return tensor(layout, columns.slice(first - layout.width, first), { from, rows });
      });
    },
  };
}

function layoutOf({ name, type, shape = [] }: OnnxValue): Layout {
  if (type !== 'float32' && type !== 'float64') {
    throw refusal(`takes ${type ?? 'no tensor'} as ${name}, where float32 belongs`);
  }
  const [batch, width] = [...shape.map(fixed), 1];
  if (shape.length === 0 || shape.length > 2 || width === undefined) {
    const dims = shape.map((dim) => fixed(dim) ?? '?').join(' × ') || 'of an unknown shape';
    throw refusal(`does not tell how many features it has: ${name} is ${dims}`, `${ONE_INPUT}; ${WRITE_F}`);
  }
  return { name, type, flat: shape.length === 2, width, batch };
}

/** Undefined for a dimension that is open. */
function fixed(dim: number | string): number | undefined {
  return typeof dim === 'number' && dim > 0 && dim < 2 ** 31 ? dim : undefined;
}

function refusal(what: string, hint = ONE_INPUT): InputError {
  return new InputError('unsupported_model', `the ONNX model ${what}`, { hint });
}

function tensor(
  { name, type, flat, width }: Layout,
  columns: readonly Float64Array[],
  { from, rows }: { readonly from: number; readonly rows: number },
): OnnxInput {
  const values = type === 'float32' ? new Float32Array(rows * width) : new Float64Array(rows * width);
  columns.forEach((column, c) => {
    const end = Math.min(rows, column.length - from);
    for (let row = 0; row < end; row++) values[row * width + c] = column[from + row]!;
  });
  return { name, type, values, dims: flat ? [rows, width] : [rows] };
}
