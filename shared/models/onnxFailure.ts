import { InputError } from '../errors.ts';

/** What an ONNX model is refused for, told by what the runtime says of it. */
const KNOWN: readonly {
  readonly says: RegExp;
  readonly code: 'unsupported_model' | 'onnx_runtime_missing';
  readonly message: string;
  readonly hint?: string;
}[] = [
  {
    says: /cannot find (module|package)|no available backend/i,
    code: 'onnx_runtime_missing',
    message: 'this is an ONNX model, and the ONNX runtime is not there or does not start',
  },
  {
    says: /external data/i,
    code: 'unsupported_model',
    message: 'the weights of the ONNX model are in another file',
    hint: 'In Python, beside that file, make one of both: import onnx; onnx.save(onnx.load("model.onnx"), "whole.onnx")  (from PyTorch: torch.onnx.export(…, dynamo=False))',
  },
  {
    says: /is not a registered function|No Op registered|Opset \d+ is under development|IR version|NOT_IMPLEMENTED|ERROR_CODE: 9\b/,
    code: 'unsupported_model',
    message: 'the ONNX model uses an operator, or a version of one, that ONNX Runtime 1.30 does not have',
    hint: 'Export it with operators of ai.onnx and ai.onnx.ml only, and of an earlier version: to_onnx(…, target_opset=21), or PyTorch torch.onnx.export(…, opset_version=21)',
  },
  {
    says: /bad_alloc|out of memory|failed to allocate/i,
    code: 'unsupported_model',
    message: 'the ONNX model needs more than 1 GiB of memory',
    hint: 'Export a smaller model; a file that should be small is damaged.',
  },
  {
    says: /^timeout$/,
    code: 'unsupported_model',
    message: 'the ONNX model took more than 30 s for one step, and was stopped',
    hint: 'Export a smaller model, or one without loops; a file that should be quick is damaged.',
  },
];

/** A status the runtime reports; after anything else it cannot be relied on any more. */
const STATUS = /ERROR_CODE: \d/;

/**
 * What a user is told when the ONNX runtime failed.
 *
 * @param said `timeout`, or the runtime's message
 * @returns fatal: the runtime must not be asked again
 */
export function onnxFailure(said: string): { readonly error: InputError; readonly fatal: boolean } {
  const known = KNOWN.find(({ says }) => says.test(said));
  const fatal = !STATUS.test(said) || /bad_alloc/.test(said);
  if (!known) return { error: new InputError('model_damaged', `ONNX Runtime says: ${essence(said)}`), fatal };
  const { code, message, hint } = known;
  const detail = code === 'unsupported_model' && !fatal ? `: ${essence(said)}` : '';
  return { error: new InputError(code, message + detail, hint === undefined ? {} : { hint }), fatal };
}

/** Without the places in the runtime's own source. */
function essence(said: string): string {
  return said
    .replace(/^.*ERROR_MESSAGE: /s, '')
    .replace(/\/\S+:\d+ .*?\)(?: const)?(?: \[\w+ = [^\]]*\])? /, '')
    .replace(/\[ONNXRuntimeError\] : \d+ : \w+ : /, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
