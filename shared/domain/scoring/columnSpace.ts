import { dot } from './dot.ts';

/** Jacobi's method converges quadratically: matrices of hundreds of columns need about ten. */
const MAX_SWEEPS = 60;
/** What is this much smaller than the whole belongs to no direction that is kept. */
const NEGLIGIBLE = 1e-13;

/**
 * Orthonormal basis of what the columns span, without the directions whose singular value is at most `rcond` times
 * the largest: the left singular vectors that minimum-norm least squares uses. The columns are first written in an
 * orthonormal basis, which makes them short; one-sided Jacobi rotations of those give the singular vectors.
 *
 * @param columns finite, of equal length; there may be more of them than rows
 * @param rcond well above 1e-13
 * @see numpy.linalg.lstsq, whose fit of b is the projection of b onto this basis; Hestenes (1958)
 */
export function columnSpace(columns: readonly Float64Array[], rcond: number): Float64Array[] {
  const { basis, coordinates } = orthonormalized(scaled(columns));
  const whole = coordinates.reduce((sum, column) => sum + dot(column, column), 0);
  for (let sweep = 0; sweep < MAX_SWEEPS && rotatePairs(coordinates, whole * NEGLIGIBLE ** 2); sweep++);
  const singularValues = coordinates.map(norm);
  const least = rcond * Math.max(...singularValues);
  return coordinates.flatMap((column, at) => {
    const size = singularValues[at]!;
    return size > least ? [combined(basis, column, 1 / size)] : [];
  });
}

/** Copies with 1 as the largest absolute value, so that squares neither overflow nor vanish. */
function scaled(columns: readonly Float64Array[]): Float64Array[] {
  const sizes = columns.map((column) => column.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  const largest = Math.max(...sizes) || 1;
  return columns.map((column) => column.map((value) => value / largest));
}

/** Gram-Schmidt: an orthonormal basis, and each column in it, as long as the basis. */
function orthonormalized(columns: readonly Float64Array[]) {
  const most = Math.min(columns.length, columns[0]?.length ?? 0);
  const least = NEGLIGIBLE * Math.max(...columns.map(norm));
  const basis: Float64Array[] = [];
  const coordinates = columns.map((column) => {
    const along = new Float64Array(most);
    const rest = column.slice();
    // Once leaves rounding errors along the basis, twice is enough.
    for (let pass = 0; pass < 2; pass++) {
      for (const [at, direction] of basis.entries()) along[at]! += takeAway(rest, direction);
    }
    const size = norm(rest);
    if (size > least && basis.length < most) {
      along[basis.length] = size;
      basis.push(rest.map((value) => value / size));
    }
    return along;
  });
  return { basis, coordinates };
}

/** Takes the part along a unit vector out of `rest`; returns its length. */
export function takeAway(rest: Float64Array, direction: Float64Array): number {
  const length = dot(rest, direction);
  for (let row = 0; row < rest.length; row++) rest[row]! -= length * direction[row]!;
  return length;
}

function combined(basis: readonly Float64Array[], weights: Float64Array, scale: number): Float64Array {
  const sum = new Float64Array(basis[0]?.length ?? 0);
  for (const [at, direction] of basis.entries()) {
    const weight = weights[at]! * scale;
    for (let row = 0; row < sum.length; row++) sum[row]! += weight * direction[row]!;
  }
  return sum;
}

/** Makes every pair of columns orthogonal once; true when any was not. */
function rotatePairs(columns: readonly Float64Array[], negligible: number): boolean {
  let rotatedAny = false;
  for (let i = 0; i < columns.length - 1; i++) {
    for (let j = i + 1; j < columns.length; j++) {
      rotatedAny = rotatePair(columns[i]!, columns[j]!, negligible) || rotatedAny;
    }
  }
  return rotatedAny;
}

function rotatePair(a: Float64Array, b: Float64Array, negligible: number): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  const rounding = Math.sqrt(a.length) * Number.EPSILON * Math.sqrt(aa * bb);
  if (Math.min(aa, bb) <= negligible || Math.abs(ab) <= rounding) return false;
  const zeta = (bb - aa) / (2 * ab);
  const tangent = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let row = 0; row < a.length; row++) {
    const [x, y] = [a[row]!, b[row]!];
    a[row] = cosine * x - sine * y;
    b[row] = sine * x + cosine * y;
  }
  return true;
}

function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}
