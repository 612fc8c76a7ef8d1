/** What a kernel does with the entry that it found for a row: 8 bytes, whatever is kept in them. */
export interface Accumulator {
  /** Ends the names of the exported functions. */
  readonly name: string;
  readonly type: 'f64' | 'f32' | 'i32';
  /** Bytes for each row of what is accumulated. */
  readonly bytes: number;
  /** An expression: the new value, from the old one and the address of the entry. */
  readonly take: (old: string, entry: string) => string;
}

/** Sums in float64, sums in float32, and no sums but the entry itself: the number of the leaf. */
export const ACCUMULATORS: readonly Accumulator[] = [
  { name: 'F64', type: 'f64', bytes: 8, take: (old, entry) => `(f64.add ${old} (f64.load ${entry}))` },
  { name: 'F32', type: 'f32', bytes: 4, take: (old, entry) => `(f32.add ${old} (f32.load ${entry}))` },
  { name: 'Leaf', type: 'i32', bytes: 4, take: (_, entry) => `(i32.load ${entry})` },
];
