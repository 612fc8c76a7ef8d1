import { daysBetween, type UtcDay } from '../domain/utcDay.ts';
import type { Panel } from '../market/panel.ts';
import { bitcoinTracks } from './bitcoinTracks.ts';
import { BlockMemory } from './blockMemory.ts';
import { copyTokens, TOGETHER } from './copyTokens.ts';
import { BITCOIN, type Feature } from './feature.ts';
import type { FeatureBlock } from './featureBlock.ts';
import type { FeatureColumn } from './featureColumn.ts';
import { fillToken } from './fillToken.ts';
import { type Plan, planFor } from './plan.ts';
import { tokenTracks } from './tokenTracks.ts';

/** CoinMarketCap's id of BTC. */
const BITCOIN_UCID = '1';

export interface FeatureRequest {
  readonly columns: readonly Pick<FeatureColumn, 'feature'>[];
  /** First and last day wanted, both included. */
  readonly from: UtcDay;
  readonly to: UtcDay;
  /** Providers, the preferred one first: it decides between those that know a token equally well. */
  readonly sources: readonly string[];
  /** The tokens wanted; by default all of the panel's. BTC need not be among them to be compared with. */
  readonly ucids?: ReadonlySet<string>;
  /** What the block before was computed in, when that is no longer needed: its values are written over. */
  readonly memory?: BlockMemory;
}

/**
 * The values of features on a range of days, before any transform. A value depends, to the last bit, on nothing but
 * the bars of the feature's lookback: a panel that begins `lookbackOf(columns)` days before the first day gives the same
 * as the whole history, and days computed together the same as one by one. Days before the panel count as missing.
 * Every value is finite or NaN, and never -0.
 *
 * From names to the table of a day, for training and live alike:
 *
 *     const columns = findColumns(['momentum_20', 'rsi_14_rank']);
 *     const block = computeFeatures(panel, { columns, from, to, sources });
 *     const values = crossSection(block, columns, { day, ucids });
 *
 * A block takes 8 bytes for each feature, token and day. Whoever needs many days asks for some weeks at a time: the
 * cost of a call is in the days wanted plus the longest lookback.
 */
export function computeFeatures(panel: Panel, request: FeatureRequest): FeatureBlock {
  const { columns, from, to, sources, ucids, memory = new BlockMemory() } = request;
  const days = daysBetween(from, to) + 1;
  const originals = originalsOf(columns);
  const features = [...new Set(originals.values())];
  const tracks = tokenTracks(panel, sources);
  const tokens = [...tracks.keys()].filter((ucid) => ucids?.has(ucid) ?? true);
  const rows = new Map(tokens.map((ucid, row) => [ucid, row]));
  const values = new Map<Feature, Float64Array>();
  for (const feature of features) values.set(feature, memory.take(feature.name, tokens.length * days));
  const plan = planFor(panel, features, { from, days });
  if (!plan) for (const all of values.values()) all.fill(Number.NaN);
  else fillTokens(plan, { tokens, tracks, days, values, memory });
  for (const [feature, original] of originals) values.set(feature, values.get(original)!);
  return { from, days, rows, values };
}

/**
 * For each feature the first one that has the same values: one that is another in bins has those of the other, and need
 * not be computed again.
 */
function originalsOf(columns: FeatureRequest['columns']): Map<Feature, Feature> {
  const features = [...new Set(columns.map(({ feature }) => feature))];
  const isSame = (a: Feature, b: Feature) =>
    a.compute === b.compute &&
    a.fields === b.fields &&
    a.market === b.market &&
    a.lookbackDays === b.lookbackDays;
  return new Map(features.map((one) => [one, features.find((other) => isSame(one, other))!]));
}

interface Work {
  readonly tokens: readonly string[];
  /** Of every token of the panel. */
  readonly tracks: ReadonlyMap<string, readonly number[]>;
  readonly days: number;
  readonly values: ReadonlyMap<Feature, Float64Array>;
  readonly memory: BlockMemory;
}

function fillTokens(plan: Plan, { tokens, tracks, days, values, memory }: Work): void {
  const readsBitcoin = plan.features.some(({ market }) => market.includes(BITCOIN));
  const bitcoins = bitcoinTracks(plan, readsBitcoin ? (tracks.get(BITCOIN_UCID) ?? []) : []);
  const part = (feature: Feature) => memory.take(`part of ${feature.name}`, TOGETHER * days);
  const group = new Map(plan.features.map((feature) => [feature, part(feature)]));
  for (let row = 0; row < tokens.length; row += TOGETHER) {
    const together = tokens.slice(row, row + TOGETHER);
    for (const [place, ucid] of together.entries()) {
      fillToken(plan, { tracks: tracks.get(ucid)!, bitcoins, values: group, offset: place * days, days });
    }
    const place = { row, tokens: together.length, rows: tokens.length, days };
    for (const [feature, part] of group) copyTokens(part, values.get(feature)!, place);
  }
}
