import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';
import { KERNEL_SOURCE } from '../shared/models/kernel/wat/kernelSource.ts';

const FILE = resolve(import.meta.dirname, '../shared/models/kernel/kernelBinary.ts');

/** The file kernelBinary.ts as the WebAssembly text of the evaluation kernel makes it. */
export async function kernelBinaryFile(): Promise<string> {
  const module = (await wabt()).parseWat('kernel.wat', KERNEL_SOURCE, { simd: true });
  module.resolveNames();
  module.validate();
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  module.destroy();
  return `/** Made from wat/kernelSource.ts by \`npm run kernel\`; a test compares them. */
export const KERNEL_BINARY =
  '${base64}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(FILE, await kernelBinaryFile());
