const CELLS = 2048;
const PER_CELL = Math.LN2 / CELLS;
/** Of the fixed-point numbers that the table is made from: far more than a double has. */
const BITS = 120n;
/** Adding it leaves no place for a fraction: rounds to the nearest integer, ties to even. */
const ROUND = 3 * 2 ** 51;

let powers: Float64Array | undefined;

/**
 * exp as CatBoost calculates it, with its bits: a table of powers of two and a polynomial (library/cpp/fast_exp, after
 * Mitsunari's fmath). It differs from the exact value in the last places, so that class probabilities made by
 * Math.exp come out up to 6 ulp away from CatBoost's.
 */
export function catboostExp(x: number): number {
  if (x <= -708.39641853226408) return 0;
  if (x >= 709.78271289338397) return Infinity;
  if (Number.isNaN(x)) return x;
  powers ??= powersOfTwo();
  const cell = x * (CELLS / Math.LN2) + ROUND - ROUND;
  const t = cell * PER_CELL - x;
  const rest = (3.0000000027955394 - t) * (t * t) * 0.16666666685227835 - t + 1;
  const power = Math.floor(cell / CELLS);
  return rest * (powers[cell - CELLS * power]! * 2 ** power);
}

/** 2 ** (i / CELLS), correctly rounded, which the engine's `**` is not. */
function powersOfTwo(): Float64Array {
  const exact = [1n << BITS];
  for (let root = 2n << BITS, step = CELLS / 2; step >= 1; step /= 2) {
    root = squareRoot(root << BITS);
    for (let i = step; i < CELLS; i += 2 * step) exact[i] = (exact[i - step]! * root) >> BITS;
  }
  return Float64Array.from(exact, (power) => Number(power) / 2 ** Number(BITS));
}

/** Newton's method from above: falls until it is there. */
function squareRoot(square: bigint): bigint {
  let root = 2n << BITS;
  for (let next = (root + square / root) / 2n; next < root; next = (root + square / root) / 2n) root = next;
  return root;
}
