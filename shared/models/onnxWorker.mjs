// The thread that ONNX models run in: they are programs, and only a thread can be stopped. Plain JavaScript, because
// a thread loads its file as it is, in tests too. onnxThread.ts has the types of what is asked and answered.
import { parentPort, workerData } from 'node:worker_threads';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';

const { Memory } = WebAssembly;
// The runtime asks for memory up to 4 GiB. Beyond our limit it fails to get more, and says so.
WebAssembly.Memory = class extends Memory {
  constructor(size) {
    super({ ...size, maximum: Math.min(size.maximum, workerData.memoryPages) });
  }
};
env.wasm.numThreads = 1;
env.logLevel = 'fatal';

let session;

parentPort.on('message', async ({ model, run }) => {
  try {
    const answer = model ? { signature: await open(model) } : { result: await predict(run) };
    parentPort.postMessage(answer, answer.result ? [answer.result.values.buffer] : []);
  } catch (error) {
    parentPort.postMessage({ failure: String(error?.message ?? error) });
  }
});

/** Takes the place of the model that was open. */
async function open(model) {
  await session?.release();
  session = undefined;
  session = await InferenceSession.create(model, { logSeverityLevel: 4 });
  return { inputs: session.inputMetadata, outputs: session.outputMetadata };
}

async function predict({ inputs, output }) {
  const tensors = inputs.map(({ name, type, values, dims }) => [name, new Tensor(type, values, dims)]);
  const results = await session.run(Object.fromEntries(tensors), [output], { logSeverityLevel: 4 });
  const { data, dims } = results[output];
  return { values: data, dims };
}
