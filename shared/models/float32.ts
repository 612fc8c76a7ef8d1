const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/**
 * The next smaller float32: for float32 x, `x < value` is `x <= nextDown32(value)`.
 *
 * @param value a float32 above -Infinity
 */
export function nextDown32(value: number): number {
  // Adding 0 turns -0 into 0, whose next is the smallest negative number.
  float[0] = value + 0;
  if (value === 0) bits[0] = 0x8000_0001 | 0;
  else bits[0]! += value > 0 ? -1 : 1;
  return float[0];
}

/** For each sixteenth of [0.7, 1.4): 1 / c and log(c) for a c near its middle. */
const LOG_TABLE = [
  [1.398907162146528, -0.33569133332882284],
  [1.3403141896637998, -0.2929040563774074],
  [1.286432210124115, -0.2518726580937369],
  [1.2367150214269895, -0.21245868807117255],
  [1.1906977166711752, -0.17453945183745634],
  [1.1479821020556429, -0.1380057072319758],
  [1.1082251448272158, -0.10275976698545139],
  [1.0711297413057381, -0.06871392447020525],
  [1.036437278977283, -0.0357891387398228],
  [1.0, 0.0],
  [0.9492859795739057, 0.05204517742929496],
  [0.8951049428609004, 0.11081431298787942],
  [0.8476821620351103, 0.1652495223695143],
  [0.8050314851692001, 0.21687389031699977],
  [0.7664671008843108, 0.2659635028121397],
  [0.731428603316328, 0.3127556664073557],
] as const;
const LOG_POLYNOMIAL = [-0.25089342214237154, 0.333456765744066, -0.4999997485802103] as const;
const TABLE_FROM = 0x3f33_0000;
const SMALLEST_NORMAL = 2 ** -126;

/**
 * The natural logarithm as C's logf gives it with glibc or musl, which is what XGBoost calls: in one of 150 cases
 * another float32 than the rounded Math.log.
 *
 * @param value a float32
 * @see https://github.com/ARM-software/optimized-routines/blob/v23.01/math/logf.c (MIT, Copyright 2017-2018 Arm Limited)
 */
export function log32(value: number): number {
  if (!(value >= SMALLEST_NORMAL) || value === Infinity) return Math.fround(Math.log(value));
  float[0] = value;
  const offset = (bits[0]! - TABLE_FROM) | 0;
  const exponent = offset >> 23;
  bits[0]! -= exponent << 23;
  const [inverse, log] = LOG_TABLE[(offset >> 19) & 15]!;
  const r = float[0]! * inverse - 1;
  const [a, b, c] = LOG_POLYNOMIAL;
  return Math.fround((a * (r * r) + (b * r + c)) * (r * r) + (log + exponent * Math.LN2 + r));
}
