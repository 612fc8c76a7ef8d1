import type { Comoments } from '../primitives/windowComoments.ts';
import type { Series } from '../series.ts';

/** Pearson's correlation, -1 … 1; 0 where either side does not vary, NaN where too few pairs are known. */
export function correlations(series: Series, { xx, xy, yy }: Comoments): Float64Array {
  const values = series.take();
  for (let i = series.first; i < series.length; i++) {
    const scale = Math.sqrt(xx[i]!) * Math.sqrt(yy[i]!);
    const value = scale === 0 ? 0 : xy[i]! / scale;
    values[i] = value > 1 ? 1 : value < -1 ? -1 : value;
  }
  return values;
}
