import {
  pearsonCorrelation,
  spearmanCorrelation,
  tieBrokenRankCorrelation,
} from '../../shared/domain/scoring/correlation.ts';
import { correlationContribution } from '../../shared/domain/scoring/correlationContribution.ts';
import { sharpeRatio } from '../../shared/domain/scoring/eraSummary.ts';
import {
  featureNeutralCorr,
  maxFeatureCorrelation,
  neutralGaussianRank,
} from '../../shared/domain/scoring/featureNeutralCorr.ts';
import { filterSortIndex, filterSortIndexMany } from '../../shared/domain/scoring/filterSortIndex.ts';
import { gaussianRankPow15 } from '../../shared/domain/scoring/gaussianRank.ts';
import { metaPortfolioContribution } from '../../shared/domain/scoring/metaPortfolioContribution.ts';
import { neutralize } from '../../shared/domain/scoring/neutralize.ts';
import { alpha, neutralizedWeights } from '../../shared/domain/scoring/neutralizedWeights.ts';
import {
  center,
  minMaxNormalize,
  standardize,
  varianceNormalize,
  weightNormalize,
} from '../../shared/domain/scoring/normalize.ts';
import { normPpf } from '../../shared/domain/scoring/normPpf.ts';
import { numeraiCorr } from '../../shared/domain/scoring/numeraiCorr.ts';
import { orthogonalize } from '../../shared/domain/scoring/orthogonalize.ts';
import { percentileRank, type TieMethod } from '../../shared/domain/scoring/percentileRank.ts';
import { power } from '../../shared/domain/scoring/power.ts';
import { mapColumns } from '../../shared/domain/scoring/series.ts';
import { stakeWeight } from '../../shared/domain/scoring/stakeWeight.ts';
import { filterSortTopBottom, filterSortTopBottomConcat } from '../../shared/domain/scoring/topBottom.ts';
import { columnsOfArray, frameOf, type ScoringCase, seriesOf } from './scoringCases.ts';

type Call = (args: readonly unknown[], kwargs: Readonly<Record<string, unknown>>) => unknown;

const ofFrame =
  (change: (values: Float64Array) => Float64Array): Call =>
  ([frame]) =>
    mapColumns(frameOf(frame), change);
const ofSeries =
  (change: (values: Float64Array) => Float64Array): Call =>
  ([series]) => {
    const { ids, values } = seriesOf(series);
    return { ids, values: change(values) };
  };
const ranked =
  (method: TieMethod): Call =>
  (args) =>
    'series' in (args[0] as object)
      ? ofSeries((values) => percentileRank(values, method))(args, {})
      : ofFrame((values) => percentileRank(values, method))(args, {});
const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

/** Ours, by the name of the official function, called with its arguments. */
const FUNCTIONS: Readonly<Record<string, Call>> = {
  rank: (args) => ranked(args[1] as TieMethod)(args, {}),
  tie_kept_rank: ranked('average'),
  tie_broken_rank: ranked('first'),
  'scipy.stats.norm.ppf': ([points]) => columnsOfArray(points)[0]!.map(normPpf),
  gaussian: ofFrame((values) => values.map(normPpf)),
  power: ([frame, exponent]) => mapColumns(frameOf(frame), (values) => power(values, Number(exponent))),
  tie_kept_rank__gaussianize__pow_1_5: ofFrame(gaussianRankPow15),
  center: ofFrame(center),
  variance_normalize: ofFrame(varianceNormalize),
  standardize: ofFrame(standardize),
  weight_normalize: ofFrame(weightNormalize),
  min_max_normalize: ofSeries(minMaxNormalize),
  sharpe_ratio: ([series]) => sharpeRatio(seriesOf(series).values),
  stake_weight: ([frame, stakes]) => stakeWeight(frameOf(frame), seriesOf(stakes)),
  filter_sort_index: ([a, b]) => filterSortIndex(seriesOf(a), seriesOf(b)),
  filter_sort_index_many: ([inputs]) => filterSortIndexMany((inputs as unknown[]).map(seriesOf)),
  filter_sort_top_bottom: ([series, count]) => {
    const { top, bottom } = filterSortTopBottom(seriesOf(series), Number(count));
    return [top, bottom];
  },
  filter_sort_top_bottom_concat: ([series, count]) =>
    filterSortTopBottomConcat(seriesOf(series), Number(count)),
  correlation: ([target, predictions]) => pearsonCorrelation(seriesOf(target), seriesOf(predictions)),
  pearson_correlation: ([target, predictions, topBottom]) =>
    pearsonCorrelation(seriesOf(target), seriesOf(predictions), Number(topBottom ?? 0)),
  spearman_correlation: ([target, predictions]) =>
    spearmanCorrelation(seriesOf(target), seriesOf(predictions)),
  tie_broken_rank_correlation: ([target, predictions]) =>
    tieBrokenRankCorrelation(seriesOf(target), seriesOf(predictions)),
  numerai_corr: ([predictions, targets, ratio], { top_bottom, target_pow15 }) =>
    numeraiCorr(frameOf(predictions), seriesOf(targets), {
      ...optional('maxFilteredRatio', ratio as number | undefined),
      ...optional('topBottom', top_bottom as number | undefined),
      ...optional('targetPow15', target_pow15 as boolean | undefined),
    }),
  correlation_contribution: ([predictions, metaModel, targets], { top_bottom }) =>
    correlationContribution(
      frameOf(predictions),
      { metaModel: seriesOf(metaModel), targets: seriesOf(targets) },
      Number(top_bottom ?? 0),
    ),
  neutralize: ([predictions, neutralizers, proportion]) =>
    neutralize(frameOf(predictions), frameOf(neutralizers), Number(proportion ?? 1)),
  tie_kept_rank__gaussianize__neutralize__variance_normalize: ([predictions, features]) =>
    neutralGaussianRank(frameOf(predictions), frameOf(features)),
  orthogonalize: ([v, u]) => {
    const columns = columnsOfArray(v).map((values) => orthogonalize(values, columnsOfArray(u)[0]!));
    return columns;
  },
  feature_neutral_corr: ([predictions, features, targets]) =>
    featureNeutralCorr(frameOf(predictions), frameOf(features), { targets: seriesOf(targets) }),
  max_feature_correlation: ([predictions, features]) => {
    const most = maxFeatureCorrelation(seriesOf(predictions), frameOf(features))!;
    return new Map([[most.feature, most.correlation]]);
  },
  generate_neutralized_weights: ([predictions, neutralizers, weights, centerAndNormalize]) =>
    neutralizedWeights(
      frameOf(predictions),
      { neutralizers: frameOf(neutralizers), sampleWeights: seriesOf(weights) },
      { centerAndNormalize: centerAndNormalize === true },
    ),
  alpha: ([predictions, neutralizers, weights, targets]) => {
    const basis = { neutralizers: frameOf(neutralizers), sampleWeights: seriesOf(weights) };
    return alpha(frameOf(predictions), basis, seriesOf(targets));
  },
  meta_portfolio_contribution: ([predictions, stakes, neutralizers, weights, targets]) =>
    metaPortfolioContribution(frameOf(predictions), seriesOf(stakes), {
      neutralizers: frameOf(neutralizers),
      sampleWeights: seriesOf(weights),
      targets: seriesOf(targets),
    }),
};

/** Calls ours in place of the official function. */
export function callOurs(one: ScoringCase): unknown {
  const call = FUNCTIONS[one.function];
  if (!call) throw new Error(`nothing stands for ${one.function}`);
  return call(one.args, one.kwargs ?? {});
}
