type Precision = 'float32' | 'float64';

/**
 * Whether two numbers are at most `most` representable numbers apart. NaN is near NaN only, an infinity near itself
 * only; 0 and -0 are the same place.
 */
export function areNear(a: number, b: number, { most, as }: { most: number; as: Precision }): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Object.is(a, b);
  const [from, to] = as === 'float64' ? places64(a, b) : places32(a, b);
  const apart = from > to ? from - to : to - from;
  return apart <= BigInt(most);
}

/** Places among all finite numbers, in ascending order: the bits of a negative one count backwards. */
function places64(a: number, b: number): [bigint, bigint] {
  const [from = 0n, to = 0n] = new BigInt64Array(Float64Array.of(a, b).buffer);
  return [from < 0n ? -(2n ** 63n) - from : from, to < 0n ? -(2n ** 63n) - to : to];
}

function places32(a: number, b: number): [bigint, bigint] {
  const [from = 0, to = 0] = new Int32Array(Float32Array.of(a, b).buffer);
  return [BigInt(from < 0 ? -(2 ** 31) - from : from), BigInt(to < 0 ? -(2 ** 31) - to : to)];
}
