import { Worker } from 'node:worker_threads';
import { onnxFailure } from './onnxFailure.ts';

/** An input or output as the file describes it. */
export interface OnnxValue {
  readonly name: string;
  /** False for maps and sequences, of which nothing more is known. */
  readonly isTensor: boolean;
  /** `float32`, `int64`, … */
  readonly type?: string;
  /** An open dimension is a text, or a number out of all bounds; empty where the file says nothing. */
  readonly shape?: readonly (number | string)[];
}

export interface OnnxSignature {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** A tensor, row by row. */
export interface OnnxTensor {
  readonly values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
  readonly dims: readonly number[];
}

export interface OnnxInput extends OnnxTensor {
  readonly name: string;
  readonly type: 'float32' | 'float64';
}

/** The runtime in a thread of its own, which has one model open at a time and is asked one thing at a time. */
export interface OnnxThread {
  /** False once it was stopped: it died, took too long or too much memory. */
  readonly alive: boolean;
  /** @throws InputError `model_damaged`, `unsupported_model`, `onnx_runtime_missing` */
  open(model: Uint8Array): Promise<OnnxSignature>;
  /**
   * One output for some rows.
   *
   * @param inputs are handed over, and empty afterwards
   * @throws as `open`
   */
  run(inputs: readonly OnnxInput[], output: string): Promise<OnnxTensor>;
}

interface Answer {
  readonly signature?: OnnxSignature;
  readonly result?: OnnxTensor;
  readonly failure?: string;
}

/** Far more than a model of tabular data needs: 1 GiB, in pages of 64 KiB. */
const MEMORY_PAGES = 2 ** 14;
const LIMIT_MS = 30_000;

/**
 * Starts the thread. It keeps the process alive only while an answer is awaited.
 *
 * @param limitMs for opening a model, or for one batch of rows
 */
export function startOnnxThread(limitMs = LIMIT_MS): OnnxThread {
  const worker = startWorker();
  let alive = true;
  let settle = (_: Answer) => {};
  worker.on('message', (answer: Answer) => settle(answer));
  worker.on('error', ({ message }) => settle({ failure: message }));
  worker.on('exit', () => {
    alive = false;
    settle({ failure: 'the runtime died' });
  });

  const ask = async (question: object, handedOver: ArrayBuffer[] = []): Promise<Answer> => {
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<Answer>((resolve) => {
      settle = resolve;
      timer = setTimeout(() => resolve({ failure: 'timeout' }), limitMs);
      worker.ref();
      worker.postMessage(question, handedOver);
    });
    // Not once at the start: a thread that comes up keeps the process alive again.
    worker.unref();
    clearTimeout(timer);
    if (answer.failure === undefined) return answer;
    const { error, fatal } = onnxFailure(answer.failure);
    if (fatal) await worker.terminate();
    throw error;
  };
  return {
    get alive() {
      return alive;
    },
    open: async (model) => (await ask({ model })).signature!,
    run: async (inputs, output) => {
      const buffers = inputs.map(({ values }) => values.buffer);
      return (await ask({ run: { inputs, output } }, buffers)).result!;
    },
  };
}

function startWorker(): Worker {
  return new Worker(new URL('./onnxWorker.mjs', import.meta.url), {
    workerData: { memoryPages: MEMORY_PAGES },
    // Or the loader of this process would run there as well.
    execArgv: [],
    // The runtime keeps a log; what matters of it comes as a failure too. Unread: reading keeps the process alive.
    stdout: true,
    stderr: true,
  });
}
