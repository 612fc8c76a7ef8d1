import { ACCUMULATORS } from './accumulator.ts';
import { BIN_SOURCE } from './binSource.ts';
import { CELL_SOURCE } from './cellSource.ts';
import { tableSource } from './tableSource.ts';
import { walkSource } from './walkSource.ts';

/**
 * The WebAssembly text of which `npm run kernel` makes kernelBinary.ts. All functions work on rows of one block, in
 * memory as layout.ts lays it out; rows count in sixteens.
 */
export const KERNEL_SOURCE = `(module
(memory (import "kernel" "memory") 1)
${BIN_SOURCE}
${CELL_SOURCE}
${ACCUMULATORS.map(tableSource).join('\n')}
${ACCUMULATORS.map(walkSource).join('\n')})`;
