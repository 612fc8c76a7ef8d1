/** How many representable numbers lie between two float64: 0 for the same bits, and for two NaN. */
export function ulpsApart(a: number, b: number): number {
  if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Infinity;
  const difference = place(a) - place(b);
  return Math.abs(Number(difference));
}

/** The number's place among all float64 in ascending order; -0 just below 0. */
function place(value: number): bigint {
  const [bits = 0n] = new BigInt64Array(Float64Array.of(value).buffer);
  return bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) - 1n : bits;
}

/** The same between two float32. */
export function ulpsApart32(a: number, b: number): number {
  if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Infinity;
  return Math.abs(place32(a) - place32(b));
}

function place32(value: number): number {
  const [bits = 0] = new Int32Array(Float32Array.of(value).buffer);
  return bits < 0 ? -(bits & 0x7fff_ffff) - 1 : bits;
}
