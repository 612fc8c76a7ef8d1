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

/** What is used of it; Node's types leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const PAGE = 2 ** 16;
let compiled: object | undefined;

/** A kernel of its own memory; undefined where there is not so much of it. */
export function kernelInstance(
  bytes: number,
): { functions: KernelFunctions; memory: KernelMemory } | undefined {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL_BINARY, 'base64'));
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  const memory = memoryOf(pages);
  if (!memory) return undefined;
  const { exports } = new WebAssembly.Instance(compiled, { kernel: { memory } });
  const { buffer } = memory;
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

function memoryOf(pages: number): { readonly buffer: ArrayBuffer } | undefined {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
