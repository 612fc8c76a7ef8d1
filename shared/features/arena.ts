/** Arrays of one length that are handed out again and again: allocating them anew for each feature would cost more than computing it. */
export class Arena {
  readonly #arrays: Float64Array[] = [];
  readonly #length: number;
  #taken = 0;

  constructor(length: number) {
    this.#length = length;
  }

  /** An array with anything in it. */
  take(): Float64Array {
    if (this.#taken === this.#arrays.length) this.#arrays.push(new Float64Array(this.#length));
    return this.#arrays[this.#taken++]!;
  }

  /** Takes back the last so many. */
  giveBack(count: number): void {
    this.#taken -= count;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Takes back everything handed out since `taken` was so large. */
  releaseTo(taken: number): void {
    this.#taken = taken;
  }
}
