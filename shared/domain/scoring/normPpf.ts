/** Coefficients of numerator and denominator, the highest power first. */
type Ratio = readonly [readonly number[], readonly number[]];

const CENTRE: Ratio = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
];
const TAIL: Ratio = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
];
const FAR_TAIL: Ratio = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
];

/**
 * The inverse of the standard normal distribution function, to about 1e-15 relative.
 *
 * @param p probability; a tail down to 1e-316
 * @returns -Infinity at 0, Infinity at 1, NaN outside and for NaN
 * @see Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988); scipy.stats.norm.ppf
 * @example normPpf(0.975) // 1.959963984540054
 */
export function normPpf(p: number): number {
  const fromCentre = p - 0.5;
  if (Math.abs(fromCentre) <= 0.425) {
    return fromCentre * ratioAt(CENTRE, 0.180625 - fromCentre * fromCentre);
  }
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return fromCentre < 0 ? -Infinity : Infinity;
  const depth = Math.sqrt(-Math.log(tail));
  const size = depth <= 5 ? ratioAt(TAIL, depth - 1.6) : ratioAt(FAR_TAIL, depth - 5);
  return fromCentre < 0 ? -size : size;
}

function ratioAt([numerator, denominator]: Ratio, x: number): number {
  return polynomialAt(numerator, x) / polynomialAt(denominator, x);
}

function polynomialAt(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}
