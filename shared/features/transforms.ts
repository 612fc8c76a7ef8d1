import { normPpf } from '../domain/scoring/normPpf.ts';
import { fiveBins } from './fiveBins.ts';

/** What a day's cross-section can be turned into. The name after an underscore at the end of a feature's name asks for it. */
export const TRANSFORMS = {
  rank: {
    version: '1',
    definition: 'tie-kept rank within the day, (average rank - 0.5) / n',
    ofRanks: (ranks: Float64Array) => ranks,
  },
  gauss: {
    version: '1',
    definition: 'normal quantile of the tie-kept rank within the day',
    ofRanks: (ranks: Float64Array) => ranks.map(normPpf),
  },
  bin: {
    version: '1',
    definition:
      "Numerai's five bins within the day: 0, 0.25, 0.5, 0.75, 1 for 5, 20, 50, 20, 5 % of the tokens",
    ofRanks: fiveBins,
  },
} as const;
export type TransformName = keyof typeof TRANSFORMS;
