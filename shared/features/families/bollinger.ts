import type { Feature } from '../feature.ts';
import { fieldMoments } from '../inputs.ts';
import { needsClose } from '../rules.ts';
import type { Series } from '../series.ts';

/** Width of the bands to each side, in standard deviations. */
const WIDTH = 2;

const position = [20, 60].map(
  (days): Feature => ({
    name: `bollinger_position_${days}`,
    version: '1',
    family: 'bollinger',
    source: 'Bollinger (1992); TA-Lib BBANDS',
    lookbackDays: days + 1,
    fields: ['close'],
    market: [],
    definition:
      `%B, (close - lower) / (upper - lower): the bands are the mean of ${days} closes -/+ ${WIDTH} ` +
      'population standard deviations (n)',
    missing: needsClose(days),
    degenerate: 'A flat price, whose bands have no width, gives 0.5.',
    compute: (series) => positions(series, days),
  }),
);

const width: Feature = {
  name: 'bollinger_width_20',
  version: '1',
  family: 'bollinger',
  source: 'Bollinger (1992); TA-Lib BBANDS',
  lookbackDays: 21,
  fields: ['close'],
  market: [],
  definition:
    '(upper - lower) / middle of the bands of 20 closes, 2 population standard deviations (n) to each side',
  missing: needsClose(20),
  degenerate: 'A flat price gives exactly 0.',
  compute: (series) => {
    const { mean } = fieldMoments(series, 'close', 20);
    const deviation = bandDeviation(series, 20);
    for (let i = series.first; i < series.length; i++) deviation[i] = (2 * WIDTH * deviation[i]!) / mean[i]!;
    return deviation;
  },
};

function positions(series: Series, days: number): Float64Array {
  const closes = series.field('close').values;
  const { mean } = fieldMoments(series, 'close', days);
  const values = bandDeviation(series, days);
  for (let i = series.first; i < series.length; i++) {
    const half = WIDTH * values[i]!;
    values[i] = half === 0 ? 0.5 : (closes[i]! - mean[i]! + half) / (2 * half);
  }
  return values;
}

function bandDeviation(series: Series, days: number): Float64Array {
  const { count, squares } = fieldMoments(series, 'close', days);
  const values = series.take();
  for (let i = series.first; i < series.length; i++) values[i] = Math.sqrt(squares[i]! / count[i]!);
  return values;
}

export const bollinger: readonly Feature[] = [...position, width];
