import type { Feature } from '../feature.ts';
import { dailyChanges, fieldMeans, logsOf, returns } from '../inputs.ts';
import { windowOf } from '../primitives/window.ts';
import { pair, windowComoments } from '../primitives/windowComoments.ts';
import { windowMoments } from '../primitives/windowMoments.ts';
import { needs } from '../rules.ts';
import { correlations } from './correlation.ts';
import { levelsOf } from './levels.ts';

const trends = [
  { short: 5, long: 20 },
  { short: 20, long: 60 },
  { short: 60, long: 250 },
].map(
  ({ short, long }): Feature => ({
    name: `volume_trend_${short}_${long}`,
    version: '1',
    family: 'volume',
    source: 'Gervais, Kaniel & Mingelgrin (2001)',
    lookbackDays: long + 1,
    fields: ['volumeUsd'],
    market: [],
    definition: `ln(mean volume of ${short} days / mean volume of ${long} days), in USD`,
    missing: `${needs('volumes', short)} ${needs('volumes', long)}`,
    degenerate: 'Equal volumes give exactly 0; a mean of 0 gives NaN.',
    compute: (series) => {
      const recent = fieldMeans(series, 'volumeUsd', short);
      const usual = fieldMeans(series, 'volumeUsd', long);
      const values = series.take();
      for (let i = series.first; i < series.length; i++) {
        values[i] = recent[i]! > 0 && usual[i]! > 0 ? Math.log(recent[i]! / usual[i]!) : Number.NaN;
      }
      return values;
    },
  }),
);

const surprise: Feature = {
  name: 'volume_surprise_60',
  version: '1',
  family: 'volume',
  source: 'Gervais, Kaniel & Mingelgrin (2001)',
  lookbackDays: 61,
  fields: ['volumeUsd'],
  market: [],
  definition: '(ln(volume) - mean) / sample standard deviation (n - 1) of ln(volume) over 60 days',
  missing: `${needs('volumes above 0', 60)} NaN on a day without volume.`,
  degenerate: 'Equal volumes give 0.',
  compute: (series) => {
    const logs = logsOf(series, 'volumeUsd');
    const { count, mean, squares } = windowMoments(series, logs, windowOf(60));
    const values = series.take();
    for (let i = series.first; i < series.length; i++) {
      const above = logs.values[i]! - mean[i]!;
      values[i] = squares[i] === 0 && above === 0 ? 0 : above / Math.sqrt(squares[i]! / (count[i]! - 1));
    }
    return values;
  },
};

const withReturns: Feature = {
  name: 'volume_correlation_60',
  version: '1',
  family: 'volume',
  source: 'Gervais, Kaniel & Mingelgrin (2001)',
  lookbackDays: 62,
  fields: ['close', 'volumeUsd'],
  market: [],
  definition: 'correlation of the daily log return with the daily change of ln(volume) over 60 days',
  missing: needs('days with a return and a change of volumes above 0', 60),
  degenerate: 'A flat price or equal volumes give 0.',
  compute: (series) => {
    const changes = dailyChanges(series, logsOf(series, 'volumeUsd'));
    return correlations(
      series,
      windowComoments(series, pair(series, returns(series), changes), windowOf(60)),
    );
  },
};

export const volume: readonly Feature[] = [...levelsOf('volumeUsd'), ...trends, surprise, withReturns];
