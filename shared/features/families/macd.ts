import type { Feature } from '../feature.ts';
import { exponential } from '../primitives/exponential.ts';
import { EarlierFrame } from '../primitives/frame.ts';
import { observe } from '../primitives/observed.ts';
import { windowAverage } from '../primitives/windowAverage.ts';
import { needs, needsClose } from '../rules.ts';
import type { Series } from '../series.ts';

const FAST = 12;
const SLOW = 26;
const SIGNAL = 9;
/** Days after which what the averages began with no longer shows. */
const WINDOW = 260;
const SIGNAL_WINDOW = 90;

export const macd: readonly Feature[] = [
  {
    name: 'macd_12_26',
    version: '1',
    family: 'macd',
    source: 'Appel (1979); TA-Lib MACD, divided by the close',
    lookbackDays: WINDOW + 1,
    fields: ['close'],
    market: [],
    definition:
      `(EMA 12 - EMA 26 of the close) / close; both over the last ${WINDOW} days, ` +
      'begun on the same day with the mean of the 12, or 26, closes before it',
    missing: `${needsClose(FAST)} ${needsClose(SLOW)}`,
    degenerate: 'A flat price gives exactly 0.',
    compute: (series) => perClose(series, line(series)),
  },
  {
    name: 'macd_histogram_12_26_9',
    version: '1',
    family: 'macd',
    source: 'Appel (1979); TA-Lib MACD, divided by the close',
    lookbackDays: WINDOW + SIGNAL_WINDOW,
    fields: ['close'],
    market: [],
    definition: `(MACD line - EMA 9 of the line over the last ${SIGNAL_WINDOW} days) / close, the line as in macd_12_26`,
    missing: `${needsClose(FAST)} ${needsClose(SLOW)} ${needs('days of the line', SIGNAL)}`,
    degenerate: 'A flat price gives exactly 0.',
    compute: (series) => {
      const lines = line(series);
      const signals = windowAverage(series, observe(series, lines), exponential(SIGNAL, SIGNAL_WINDOW));
      const values = series.take();
      for (let i = series.first; i < series.length; i++) values[i] = lines[i]! - signals[i]!;
      return perClose(series, values);
    },
  },
];

/** EMA 12 less EMA 26, as far back as a signal looks. */
function line(series: Series): Float64Array {
  return series.once('macd line', () => {
    const frame = new EarlierFrame(series, SIGNAL_WINDOW);
    const closes = series.field('close');
    const slow = windowAverage(frame, closes, exponential(SLOW, WINDOW));
    const fast = windowAverage(frame, closes, exponential(FAST, WINDOW - SLOW + FAST));
    const lines = series.take();
    for (let i = 0; i < frame.first; i++) lines[i] = Number.NaN;
    for (let i = frame.first; i < series.length; i++) {
      lines[i] = Number.isNaN(closes.values[i]!) ? Number.NaN : fast[i]! - slow[i]!;
    }
    return lines;
  });
}

function perClose(series: Series, lines: Float64Array): Float64Array {
  const closes = series.field('close').values;
  const values = series.take();
  for (let i = series.first; i < series.length; i++) values[i] = lines[i]! / closes[i]!;
  return values;
}
