import { type Observed, observe } from './primitives/observed.ts';
import { windowOf } from './primitives/window.ts';
import { windowMeans } from './primitives/windowMeans.ts';
import { type Moments, windowMoments } from './primitives/windowMoments.ts';
import type { Series } from './series.ts';

// What several families start from; made once a track.

export type LogField = 'close' | 'volumeUsd' | 'marketCapUsd';

const MOMENTS: Readonly<Record<LogField, string>> = {
  close: 'moments of close',
  volumeUsd: 'moments of volume',
  marketCapUsd: 'moments of market cap',
};
const MEANS: Readonly<Record<LogField, string>> = {
  close: 'means of close',
  volumeUsd: 'means of volume',
  marketCapUsd: 'means of market cap',
};

/** Natural logarithms of a field; NaN where it is missing or 0. */
export function logsOf(series: Series, field: LogField): Observed {
  return series.onceFor('ln', field, () => {
    const { values } = series.field(field);
    const logs = series.take();
    for (let i = 0; i < series.length; i++) logs[i] = values[i]! > 0 ? Math.log(values[i]!) : Number.NaN;
    return observe(series, logs);
  });
}

/** Daily log returns, ln(close / close of the day before); NaN where either is missing. */
export function returns(series: Series): Observed {
  return series.once('returns', () => dailyChanges(series, logsOf(series, 'close')));
}

/** Each day's value less the one of the day before; NaN where either is missing, and on the first day. */
export function dailyChanges(series: Series, { values }: Observed): Observed {
  const changes = series.take();
  changes[0] = Number.NaN;
  for (let i = 1; i < series.length; i++) changes[i] = values[i]! - values[i - 1]!;
  return observe(series, changes);
}

/** Of the last `days` daily log returns. */
export function returnMoments(series: Series, days: number): Moments {
  return series.onceFor('moments of returns', days, () =>
    windowMoments(series, returns(series), windowOf(days)),
  );
}

/** Of the last `days` values of a field. */
export function fieldMoments(series: Series, field: LogField, days: number): Moments {
  return series.onceFor(MOMENTS[field], days, () =>
    windowMoments(series, series.field(field), windowOf(days)),
  );
}

/** Of the last `days` values of a field. */
export function fieldMeans(series: Series, field: LogField, days: number): Float64Array {
  return series.onceFor(MEANS[field], days, () => windowMeans(series, series.field(field), windowOf(days)));
}

/**
 * Logarithm of a field `to` days ago less `from` days ago; where such a day is missing, the first value after it.
 * NaN unless four in five of the `from + 1` days are there.
 */
export function logChanges(
  series: Series,
  field: LogField,
  { from, to = 0 }: { readonly from: number; readonly to?: number },
): Float64Array {
  const { seen } = logsOf(series, field);
  const next = nextLogs(series, field);
  const { days, need } = windowOf(from + 1);
  const changes = series.take();
  for (let i = series.first; i < series.length; i++) {
    const enough = seen[i + 1]! - seen[Math.max(0, i + 1 - days)]! >= need;
    changes[i] = enough ? next[Math.max(0, i - to)]! - next[Math.max(0, i - from)]! : Number.NaN;
  }
  return changes;
}

/** At each day the logarithm of that day or, where it is missing, of the next day that has one. */
function nextLogs(series: Series, field: LogField): Float64Array {
  return series.onceFor('next ln', field, () => {
    const { values } = logsOf(series, field);
    const next = series.take();
    for (let i = series.length - 1, value = Number.NaN; i >= 0; i--) {
      if (!Number.isNaN(values[i]!)) value = values[i]!;
      next[i] = value;
    }
    return next;
  });
}
