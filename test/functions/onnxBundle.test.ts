import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { bundleOf } from '../support/bundleOf.ts';
import { goldenFolder } from '../support/modelCase.ts';
import { EXAMPLE } from '../support/synthesise.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const ONNX = ['onnxWorker.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];
const MODEL = join(goldenFolder('models/onnx-linear'), 'model.onnx');
const MEGABYTE = 2 ** 20;
const newFolder = temporaryFolders();

function bundled(entry: string, { onnx }: { readonly onnx: boolean }): string {
  return bundleOf({ entry, settings: { ...EXAMPLE, onnx } }, newFolder());
}

const onnxFilesOf = (folder: string) => readdirSync(folder).filter((file) => ONNX.includes(file));

/** By plain node, with nothing installed. */
function readBy(folder: string) {
  const [code, model] = [pathToFileURL(join(folder, 'index.mjs')).href, MODEL].map((one) =>
    JSON.stringify(one),
  );
  const script = `
    import(${code})
      .then(({ readModel }) => readModel(require('fs').readFileSync(${model}), 'model.onnx'))
      .then(({ featureCount }) => console.log(featureCount), ({ code }) => console.log(code))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    cwd: folder,
    env: {},
  });
  return { stdout, stderr };
}

describe('a bundle', () => {
  it('opens an ONNX model where the settings want that', () => {
    const folder = bundled('shared/models/readModel.ts', { onnx: true });
    expect(readBy(folder)).toEqual({ stdout: '22\n', stderr: '' });
    const zipped = ONNX.map((file) => deflateRawSync(readFileSync(join(folder, file))).length);
    expect(zipped.reduce((sum, bytes) => sum + bytes)).toBeLessThan(4 * MEGABYTE);
  });

  it('otherwise says what is missing, and weighs what it did', () => {
    const folder = bundled('shared/models/readModel.ts', { onnx: false });
    expect(onnxFilesOf(folder)).toEqual([]);
    expect(readBy(folder)).toEqual({ stdout: 'onnx_runtime_missing\n', stderr: '' });
  });

  it('of submit has the runtime, one of verify has no use for it', () => {
    expect(onnxFilesOf(bundled('functions/submit.ts', { onnx: true }))).toEqual(ONNX);
    expect(onnxFilesOf(bundled('functions/verify.ts', { onnx: true }))).toEqual([]);
  });
});
