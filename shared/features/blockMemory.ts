/**
 * Arrays that one block after another is computed in: fresh ones would have to be fetched from the system, page by page,
 * each time.
 */
export class BlockMemory {
  readonly #arrays = new Map<string, Float64Array>();

  /** The array of a name, with anything in it; what was handed out under that name before is no longer valid. */
  take(name: string, length: number): Float64Array {
    const known = this.#arrays.get(name);
    if (known && known.length >= length) return known.subarray(0, length);
    const fresh = new Float64Array(length);
    this.#arrays.set(name, fresh);
    return fresh;
  }
}
