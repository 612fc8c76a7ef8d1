import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';
import { RANK_SOURCE } from '../shared/features/ranking/wat/rankSource.ts';
import { KERNEL_SOURCE } from '../shared/models/kernel/wat/kernelSource.ts';

export interface Kernel {
  /** From the repository's top. */
  readonly file: string;
  readonly constant: string;
  /** WebAssembly text, and the path of what makes it. */
  readonly text: string;
  readonly source: string;
}

export const KERNELS: readonly Kernel[] = [
  {
    file: 'shared/models/kernel/kernelBinary.ts',
    constant: 'KERNEL_BINARY',
    text: KERNEL_SOURCE,
    source: 'wat/kernelSource.ts',
  },
  {
    file: 'shared/features/ranking/rankBinary.ts',
    constant: 'RANK_BINARY',
    text: RANK_SOURCE,
    source: 'wat/rankSource.ts',
  },
];

/** The file with the binary that a kernel's text makes. */
export async function binaryFile({ constant, text, source }: Kernel): Promise<string> {
  const module = (await wabt()).parseWat('kernel.wat', text, { simd: true });
  module.resolveNames();
  module.validate();
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  module.destroy();
  return `/** Made from ${source} by \`npm run kernel\`; a test compares them. */
export const ${constant} =
  '${base64}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const kernel of KERNELS) {
    await writeFile(resolve(import.meta.dirname, '..', kernel.file), await binaryFile(kernel));
  }
}
