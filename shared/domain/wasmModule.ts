/** A module at work, with a memory of its own. */
export interface WasmInstance {
  readonly exports: unknown;
  readonly buffer: ArrayBuffer;
}

/** What is used of it; Node's types leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const PAGE = 2 ** 16;

/**
 * A module that imports its memory as `kernel.memory`, compiled when it is first asked for.
 *
 * @returns makes an instance of so many bytes of memory; undefined where there is not so much
 */
export function wasmModule(base64: string): (bytes: number) => WasmInstance | undefined {
  let compiled: object | undefined;
  return (bytes) => {
    const memory = memoryOf(Math.max(1, Math.ceil(bytes / PAGE)));
    if (!memory) return undefined;
    compiled ??= new WebAssembly.Module(Buffer.from(base64, 'base64'));
    const { exports } = new WebAssembly.Instance(compiled, { kernel: { memory } });
    return { exports, buffer: memory.buffer };
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
