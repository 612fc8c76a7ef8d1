import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { kernelBinaryFile } from '../../../scripts/kernel.ts';

const FILE = resolve(import.meta.dirname, '../../../shared/models/kernel/kernelBinary.ts');

it('the binary that is shipped is what `npm run kernel` makes of the source', async () => {
  expect(readFileSync(FILE, 'utf8')).toBe(await kernelBinaryFile());
});
