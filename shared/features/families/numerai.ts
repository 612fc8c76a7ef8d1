import type { Feature } from '../feature.ts';
import { bollinger } from './bollinger.ts';
import { levels } from './levels.ts';
import { marketCap } from './marketCap.ts';
import { momentum } from './momentum.ts';
import { rsi } from './rsi.ts';
import { sharpe } from './sharpe.ts';
import { volatility } from './volatility.ts';
import { volume } from './volume.ts';

/** Numerai's name of a family → ours. Numerai does not publish its formulas; these are ours. */
const FAMILIES: Readonly<Record<string, string>> = {
  bollinger: 'bollinger_position',
  close_avg: 'close_mean',
  close_ewa: 'close_ewa',
  market_cap_avg: 'market_cap_mean',
  market_cap_ewa: 'market_cap_ewa',
  momentum: 'momentum',
  relative_strength_index: 'rsi',
  sharpe_ratio: 'sharpe',
  volatility: 'volatility',
  volume_avg: 'volume_mean',
  volume_ewa: 'volume_ewa',
};

const OURS = [bollinger, levels, marketCap, momentum, rsi, sharpe, volatility, volume].flat();

/** The 22 features of Numerai's live file, from our own data: each in five bins, under a name of ours. */
export const numerai: readonly Feature[] = Object.entries(FAMILIES).flatMap(([theirs, ours]) =>
  [20, 60].map((days): Feature => {
    const base = OURS.find(({ name }) => name === `${ours}_${days}`)!;
    return {
      ...base,
      name: `binned_${base.name}`,
      family: 'numerai',
      source: `Numerai Crypto's live file; base formula: ${base.source}`,
      transform: 'bin',
      definition: `${base.name} in five bins; what Numerai's feature_${theirs}_${days}d seems to be`,
    };
  }),
);
