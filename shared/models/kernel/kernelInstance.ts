import { wasmModule } from '../../domain/wasmModule.ts';
import { KERNEL_BINARY } from './kernelBinary.ts';

/**
 * The functions of the kernel; wat/ tells what they do. Arguments are addresses, but for `rows`, a count in
 * sixteens, and `planeBytes`.
 */
export interface KernelFunctions {
  bin(column: number, values: number, counts: number, rows: number, planeBytes: number): void;
  cells(formula: number, end: number, rows: number): void;
  tableF64: AddTables;
  tableF32: AddTables;
  tableLeaf: AddTables;
  walkF64: AddWalks;
  walkF32: AddWalks;
  walkLeaf: AddWalks;
}

type AddTables = (tree: number, end: number, rows: number, sums: number) => void;
type AddWalks = (tree: number, end: number, rows: number, sums: number, entries: number) => void;

/** The kernel's memory, as numbers of each kind. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

const instantiate = wasmModule(KERNEL_BINARY);

/** A kernel of its own memory; undefined where there is not so much of it. */
export function kernelInstance(
  bytes: number,
): { functions: KernelFunctions; memory: KernelMemory } | undefined {
  const instance = instantiate(bytes);
  if (!instance) return undefined;
  const { exports, buffer } = instance;
  return {
    functions: exports as KernelFunctions,
    memory: {
      buffer,
      bytes: new Uint8Array(buffer),
      words: new Int32Array(buffer),
      floats: new Float32Array(buffer),
      doubles: new Float64Array(buffer),
    },
  };
}
