import type { Feature } from '../feature.ts';
import { dailyChanges, returns } from '../inputs.ts';
import { windowOf } from '../primitives/window.ts';
import { pair, windowComoments } from '../primitives/windowComoments.ts';
import { windowMeans } from '../primitives/windowMeans.ts';
import { needs } from '../rules.ts';

const INDEX = 'fear_greed';
const SHARED = {
  version: '1',
  family: 'fear and greed',
  source:
    'the Fear & Greed index that the store holds; sensitivity to sentiment after Baker & Wurgler (2006)',
  market: [INDEX],
} as const;

const level: Feature = {
  ...SHARED,
  name: 'fear_greed',
  lookbackDays: 1,
  fields: [],
  definition: 'Fear & Greed index of the day, 0 to 100: the same for all tokens',
  missing: 'Needs the index of the day.',
  degenerate: 'None.',
  compute: (series) => series.index(INDEX).values,
};

const distance: Feature = {
  ...SHARED,
  name: 'fear_greed_distance_30',
  lookbackDays: 30,
  fields: [],
  definition: 'Fear & Greed index less its mean of 30 days: the same for all tokens',
  missing: needs('values of the index', 30),
  degenerate: 'A constant index gives exactly 0.',
  compute: (series) => {
    const index = series.index(INDEX);
    const mean = windowMeans(series, index, windowOf(30));
    const values = series.take();
    for (let i = series.first; i < series.length; i++) values[i] = index.values[i]! - mean[i]!;
    return values;
  },
};

const exposure: Feature = {
  ...SHARED,
  name: 'fear_greed_beta_60',
  lookbackDays: 62,
  fields: ['close'],
  definition: 'slope of the last 60 daily log returns on the daily changes of the Fear & Greed index',
  missing: needs('days with a return and a change of the index', 60),
  degenerate: 'A flat price gives 0; an index without changes NaN.',
  compute: (series) => {
    const pairs = pair(series, returns(series), dailyChanges(series, series.index(INDEX)));
    const { xy, yy } = windowComoments(series, pairs, windowOf(60));
    const values = series.take();
    for (let i = series.first; i < series.length; i++) values[i] = yy[i] === 0 ? Number.NaN : xy[i]! / yy[i]!;
    return values;
  },
};

export const sentiment: readonly Feature[] = [level, distance, exposure];
