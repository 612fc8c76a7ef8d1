import { normal, type Random, shuffled } from './random.ts';

const KINDS = [
  'bollinger',
  'close_avg',
  'close_ewa',
  'market_cap_avg',
  'market_cap_ewa',
  'momentum',
  'relative_strength_index',
  'sharpe_ratio',
  'volatility',
  'volume_avg',
  'volume_ewa',
];
const LEVELS = [0, 0.25, 0.5, 0.75, 1];
/** Where each level ends, as a share of the tokens: 5, 20, 50, 20 and 5 %. */
const LEVEL_ENDS = [0.05, 0.25, 0.75, 0.95, 1];

/** The 22 features of `crypto/v2.0`, in file order. */
export const FEATURES: readonly string[] = KINDS.flatMap((kind) => [
  `feature_${kind}_20d`,
  `feature_${kind}_60d`,
]);

/** What the targets know of the features; the demo model learnt from data with these very weights. */
const WEIGHTS: Readonly<Record<string, number>> = {
  feature_momentum_60d: 0.5,
  feature_volatility_20d: -0.4,
  feature_sharpe_ratio_20d: 0.3,
  feature_market_cap_ewa_60d: -0.3,
  feature_relative_strength_index_20d: -0.2,
};
/** Standard deviations of noise for one of signal. */
const NOISE = 2;

/**
 * One day's features by name, each a random permutation of the five levels in their exact shares, a few of a young
 * token's missing (NaN).
 */
export function lookalikeFeatures(tokens: number, random: Random): Map<string, Float64Array> {
  const features = new Map(FEATURES.map((name) => [name, shuffled(levels(tokens), random)]));
  const young = Array.from({ length: 3 }, () => Math.floor(tokens * (0.6 + 0.4 * random())));
  for (const row of young) {
    features.get('feature_bollinger_60d')![row] = Number.NaN;
    features.get('feature_momentum_60d')![row] = Number.NaN;
  }
  return features;
}

/** Targets of these features: mostly noise, binned like the features. */
export function lookalikeTarget(features: ReadonlyMap<string, Float64Array>, random: Random): Float64Array {
  const known = signal(features);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return binned(known.map((value) => value / spread + NOISE * normal(random)));
}

function signal(features: ReadonlyMap<string, Float64Array>): Float64Array {
  const known = (name: string, row: number) => {
    const value = features.get(name)![row]!;
    return Number.isNaN(value) ? 0.5 : value;
  };
  const tokens = features.get(FEATURES[0]!)!.length;
  return Float64Array.from({ length: tokens }, (_, row) => {
    const linear = Object.entries(WEIGHTS).reduce(
      (sum, [name, weight]) => sum + weight * known(name, row),
      0,
    );
    const busy = known('feature_volume_ewa_20d', row) > 0.5;
    return linear + (busy ? 0.6 * known('feature_momentum_20d', row) : 0);
  });
}

/** Each value's level by its rank. */
function binned(values: Float64Array): Float64Array {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const sorted = levels(values.length);
  const result = new Float64Array(values.length);
  for (const [rank, row] of order.entries()) result[row] = sorted[rank]!;
  return result;
}

/** The five levels in their shares, lowest first. */
function levels(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    return LEVELS[LEVEL_ENDS.findIndex((end) => i < Math.round(end * count))]!;
  });
}
