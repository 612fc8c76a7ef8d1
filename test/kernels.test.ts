import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { binaryFile, KERNELS } from '../scripts/kernel.ts';

it.each(KERNELS)('the binary in $file is what `npm run kernel` makes of $source', async (kernel) => {
  const shipped = readFileSync(resolve(import.meta.dirname, '..', kernel.file), 'utf8');
  expect(shipped).toBe(await binaryFile(kernel));
});
