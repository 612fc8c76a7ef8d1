import { InputError } from '../errors.ts';
import type { OnnxValue } from './onnxThread.ts';

const NO_ZIPMAP =
  'Export its probabilities as a tensor: to_onnx(model, X[:1].astype("float32"), options={"zipmap": False})';
const ONE_OUTPUT =
  'Keep the output to be predicted: import onnx; onnx.utils.extract_model("model.onnx", "one.onnx", ["INPUT"], ["OUTPUT"])';

/**
 * The name of the output that is the prediction: the only one of floating-point numbers, so that of a classifier it
 * is the probabilities and not the label.
 *
 * @throws InputError `unsupported_model`
 */
export function onnxOutput(outputs: readonly OnnxValue[]): string {
  if (outputs.some(({ isTensor }) => !isTensor)) {
    throw refusal('gives its probabilities as maps (ZipMap), which cannot be read', NO_ZIPMAP);
  }
  const numbers = outputs.filter(({ type }) => type === 'float32' || type === 'float64');
  const [only] = numbers;
  if (only && numbers.length === 1) return only.name;
  const found = outputs.map(({ name, type }) => `${name} (${type})`).join(', ');
  throw refusal(
    `has ${numbers.length} outputs of float32 or float64, not one: ${found.slice(0, 200)}`,
    ONE_OUTPUT,
  );
}

function refusal(what: string, hint: string): InputError {
  return new InputError('unsupported_model', `the ONNX model ${what}`, { hint });
}
