import type { Feature } from '../feature.ts';
import { windowOf } from '../primitives/window.ts';
import { windowDrawdown } from '../primitives/windowDrawdown.ts';
import { needsClose } from '../rules.ts';

export const drawdown: readonly Feature[] = [20, 60, 180].map((days) => ({
  name: `drawdown_${days}`,
  version: '1',
  family: 'drawdown',
  source: 'maximum drawdown; Magdon-Ismail & Atiya (2004)',
  lookbackDays: days + 1,
  fields: ['close'],
  market: [],
  definition: `deepest fall within ${days} days: the least of (later close / earlier close - 1), at most 0`,
  missing: needsClose(days),
  degenerate: 'A price that never fell, flat or not, gives 0.',
  compute: (series) => windowDrawdown(series, series.field('close'), windowOf(days)),
}));
