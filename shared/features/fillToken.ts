import { type Bars, cleanBars } from './bars.ts';
import type { BitcoinTrack } from './bitcoinTracks.ts';
import { chooseTracks, type Wanted } from './chooseTracks.ts';
import { BITCOIN, type Feature } from './feature.ts';
import type { Plan } from './plan.ts';
import { storeAll, storeKnown } from './storeDays.ts';
import { type Stretch, stretches } from './stretches.ts';
import { TrackSeries } from './trackSeries.ts';
import { markValidDays } from './validDays.ts';

/** A token's tracks and BTC's, both with the preferred source first, and where the token's values go. */
export interface TokenWork {
  readonly tracks: readonly number[];
  readonly bitcoins: readonly BitcoinTrack[];
  /** By feature; `values[offset + i]` is day i of the block's `days`. */
  readonly values: ReadonlyMap<Feature, Float64Array>;
  readonly offset: number;
  readonly days: number;
}

/** Computes all features of a token, each day from the track that serves the feature best, and stores what is known. */
export function fillToken(plan: Plan, work: TokenWork): void {
  const { arena, first, length } = plan;
  const choices = new Map<string, Int32Array>();
  if (!isStoredOnce(plan, work)) {
    for (const values of work.values.values()) values.fill(Number.NaN, work.offset, work.offset + work.days);
  }
  for (const [place, track] of work.tracks.entries()) {
    const unused = arena.taken;
    const bars = cleanBars(plan.panel, track, { range: plan.range, take: () => arena.take() });
    const cleaned = arena.taken;
    for (const stretch of stretches(bars, first, length)) {
      const bitcoins = work.bitcoins.length > 0 ? work.bitcoins.keys() : [-1];
      for (const bitcoin of bitcoins) {
        fillPart(plan, work, { bars, stretch, place, bitcoin, choices });
        arena.releaseTo(cleaned);
      }
    }
    arena.releaseTo(unused);
  }
}

/** One stretch of one track, beside one track of BTC. */
interface Part {
  readonly bars: Bars;
  readonly stretch: Stretch;
  /** Place of the track among the token's, and of BTC's among BTC's; -1 where BTC is unknown. */
  readonly place: number;
  readonly bitcoin: number;
  /** Which tracks the token's and BTC's chosen days come from, by what is wanted of them. */
  readonly choices: Map<string, Int32Array>;
}

function fillPart(plan: Plan, work: TokenWork, part: Part): void {
  const { first, length } = part.stretch;
  const bitcoin = work.bitcoins[part.bitcoin];
  const series = new TrackSeries(part.bars, part.stretch, { ...plan, bitcoin: bitcoin?.returns });
  const days = { first, length, offset: work.offset + plan.shift };
  const store = isStoredOnce(plan, work) ? storeAll : storeKnown;
  for (const feature of plan.features) {
    const readsBitcoin = feature.market.includes(BITCOIN);
    if (readsBitcoin ? !bitcoin : part.bitcoin > 0) continue;
    const marks = daysToFill(plan, work, { part, feature, series });
    store(work.values.get(feature)!, { values: feature.compute(series), marks }, days);
  }
}

/** True when each day of each feature is of one part alone. */
function isStoredOnce({ shift, first, length }: Plan, { tracks, bitcoins, days }: TokenWork): boolean {
  return tracks.length === 1 && bitcoins.length === 1 && shift + first === 0 && shift + length === days;
}

interface Question {
  readonly part: Part;
  readonly feature: Feature;
  readonly series: TrackSeries;
}

/** 0 on the days whose value comes from this part, else NaN. */
function daysToFill(plan: Plan, work: TokenWork, question: Question): Float64Array {
  const { feature, series } = question;
  const key = plan.needs.get(feature)!;
  const isChosen = work.tracks.length > 1 || work.bitcoins.length > 1;
  if (!isChosen) return series.once(key, () => validDays(work, question));
  return series.onceFor(key, feature.lookbackDays, () => chosenDays(plan, work, question));
}

function validDays({ bitcoins }: TokenWork, { part, feature, series }: Question): Float64Array {
  const marks = series.take();
  const isBitcoinReady = bitcoins[part.bitcoin]?.isReady;
  markValidDays(marks, feature, { evidence: { bars: part.bars, series, isBitcoinReady }, ...part.stretch });
  return marks;
}

/** Of the valid days those that no other track, of the token or of BTC, serves better. */
function chosenDays(plan: Plan, work: TokenWork, question: Question): Float64Array {
  const { part, feature } = question;
  const marks = validDays(work, question);
  keepChosen(marks, { plan, part }, { place: part.place, among: work.tracks, wanted: feature });
  if (!feature.market.includes(BITCOIN)) return marks;
  const among = work.bitcoins.map(({ track }) => track);
  const wanted: Wanted = { fields: ['close'], lookbackDays: feature.lookbackDays };
  keepChosen(marks, { plan, part }, { place: part.bitcoin, among, wanted });
  return marks;
}

interface Choice {
  readonly place: number;
  readonly among: readonly number[];
  readonly wanted: Wanted;
}

function keepChosen(
  marks: Float64Array,
  { plan, part }: { readonly plan: Plan; readonly part: Part },
  { place, among, wanted }: Choice,
): void {
  if (among.length < 2) return;
  const name = `${among} ${wanted.fields} ${wanted.lookbackDays}`;
  const choice = part.choices.get(name) ?? chooseTracks(plan.panel, among, { range: plan.range, wanted });
  part.choices.set(name, choice);
  const { first, length } = part.stretch;
  for (let i = first; i < length; i++) if (choice[i] !== place) marks[i] = Number.NaN;
}
