import {
  type OnnxInput,
  type OnnxSignature,
  type OnnxTensor,
  type OnnxThread,
  startOnnxThread,
} from './onnxThread.ts';

/** An ONNX model that can be asked. */
export interface OnnxSession {
  readonly signature: OnnxSignature;
  /**
   * One output for some rows.
   *
   * @param inputs are handed over, and empty afterwards
   * @throws InputError `model_damaged`, `unsupported_model`, `onnx_runtime_missing`
   */
  run(inputs: readonly OnnxInput[], output: string): Promise<OnnxTensor>;
}

/** One for the process: the runtime is large, and starting it takes longer than opening most models. */
let thread: OnnxThread | undefined;
/** The model that the thread has open. */
let current: Uint8Array | undefined;
/** Ends when the thread is free. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Opens an ONNX model in the runtime's thread, which is started for the first. The thread has one model open at a
 * time, so that memory does not grow with their number: a model that was put aside is opened again when it is asked.
 *
 * @throws InputError `model_damaged`, `unsupported_model`, `onnx_runtime_missing`
 */
export async function openOnnx(model: Uint8Array): Promise<OnnxSession> {
  return {
    signature: await inTurn(() => open(model)),
    run: (inputs, output) =>
      inTurn(async () => {
        if (current !== model || !thread?.alive) await open(model);
        return thread!.run(inputs, output);
      }),
  };
}

async function open(model: Uint8Array): Promise<OnnxSignature> {
  current = undefined;
  if (!thread?.alive) thread = startOnnxThread();
  const signature = await thread.open(model);
  current = model;
  return signature;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}
