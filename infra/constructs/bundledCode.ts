import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';
import type { Settings } from '../../shared/settings.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const WASM = 'parquet_wasm_bg.wasm';
/** The thread that ONNX models run in loads this file beside it, and that the runtime. */
const ONNX_WORKER = 'shared/models/onnxWorker.mjs';
const ONNX_RUNTIME = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

/** parquet-wasm's Node entry is CommonJS and reads its wasm file from `__dirname`. */
const COMMONJS_IN_ESM = [
  "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  "import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';",
  'const __filename=__f(import.meta.url),__dirname=__d(__filename);',
].join('');

/** One minified ES module for Lambda's Node, with the AWS SDK in it. */
const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: COMMONJS_IN_ESM },
  minify: true,
  // An error's class is what Lambda reports as its type.
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions;

export interface FunctionSource {
  /** Handler file, from the repository's root. */
  readonly entry: string;
  readonly settings: Settings;
}

/**
 * The code of a function: its module, the wasm file if it reads or writes Parquet, the ONNX runtime if it is wanted,
 * and settings.json.
 *
 * Bundled in this process and not by `NodejsFunction`, which calls esbuild through npx and a shell: that fails inside
 * another npx, and can only write a file by quoting it.
 */
export function bundledCode(source: FunctionSource): Code {
  const tryBundle = (folder: string) => {
    writeBundle(folder, source);
    return true;
  };
  // Everything is bundled, so the asset is hashed as it came out; the image is never asked for.
  const bundling = { image: DockerImage.fromRegistry('none'), local: { tryBundle } };
  // CDK takes assets for the same whose options are, and does not see into `tryBundle`: the entry tells them apart.
  const options = { assetHashType: AssetHashType.OUTPUT, extraHash: source.entry, bundling };
  return Code.fromAsset(join(ROOT, 'functions'), options);
}

function writeBundle(folder: string, { entry, settings }: FunctionSource): void {
  const build = (entryPoint: string, outfile: string) => {
    return buildSync({
      ...OPTIONS,
      absWorkingDir: ROOT,
      entryPoints: [entryPoint],
      outfile: join(folder, outfile),
    });
  };
  const used = Object.keys(build(entry, 'index.mjs').metafile.inputs);
  if (used.some((file) => file.includes('/parquet-wasm/'))) copyFrom('parquet-wasm', [WASM], folder);
  if (settings.onnx && used.some((file) => file.endsWith('/onnxThread.ts'))) {
    build(ONNX_WORKER, 'onnxWorker.mjs');
    copyFrom('onnxruntime-web', ONNX_RUNTIME, folder);
  }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** @param files beside the module that the package is entered by */
function copyFrom(library: string, files: readonly string[], folder: string): void {
  const source = dirname(createRequire(import.meta.url).resolve(library));
  for (const file of files) copyFileSync(join(source, file), join(folder, file));
}
