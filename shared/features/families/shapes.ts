import type { Feature } from '../feature.ts';
import { returns } from '../inputs.ts';
import { windowOf } from '../primitives/window.ts';
import { type Shape, windowShape } from '../primitives/windowShape.ts';
import { needsReturns } from '../rules.ts';
import type { Series } from '../series.ts';

const WINDOWS = [60, 120] as const;
const SHARED = { version: '1', fields: ['close'], market: [] } as const;

const skewness = WINDOWS.map(
  (days): Feature => ({
    ...SHARED,
    name: `skewness_${days}`,
    family: 'skewness',
    source: 'Harvey & Siddique (2000); pandas rolling(n).skew()',
    lookbackDays: days + 2,
    definition: `sample skewness of the last ${days} daily log returns, G1 = sqrt(n (n - 1)) / (n - 2) * m3 / m2^1.5`,
    missing: needsReturns(days),
    degenerate: 'Returns that are all equal, as those of a flat price, give 0.',
    compute: (series) => {
      const { count, squares, cubes } = shape(series, days);
      const values = series.take();
      for (let i = series.first; i < series.length; i++) {
        const n = count[i]!;
        const m2 = squares[i]! / n;
        const g1 = cubes[i]! / n / (m2 * Math.sqrt(m2));
        values[i] = m2 === 0 ? 0 : (g1 * Math.sqrt(n * (n - 1))) / (n - 2);
      }
      return values;
    },
  }),
);

const kurtosis = WINDOWS.map(
  (days): Feature => ({
    ...SHARED,
    name: `kurtosis_${days}`,
    family: 'kurtosis',
    source: 'Dittmar (2002); pandas rolling(n).kurt()',
    lookbackDays: days + 2,
    definition:
      `sample excess kurtosis of the last ${days} daily log returns, ` +
      'G2 = (n - 1) / ((n - 2) (n - 3)) * ((n + 1) (m4 / m2^2 - 3) + 6)',
    missing: needsReturns(days),
    degenerate: 'Returns that are all equal, as those of a flat price, give 0.',
    compute: (series) => {
      const { count, squares, fourths } = shape(series, days);
      const values = series.take();
      for (let i = series.first; i < series.length; i++) {
        const n = count[i]!;
        const m2 = squares[i]! / n;
        const excess = fourths[i]! / n / (m2 * m2) - 3;
        values[i] = m2 === 0 ? 0 : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6);
      }
      return values;
    },
  }),
);

function shape(series: Series, days: number): Shape {
  return series.onceFor('shape of returns', days, () => windowShape(series, returns(series), windowOf(days)));
}

export const shapes: readonly Feature[] = [...skewness, ...kurtosis];
