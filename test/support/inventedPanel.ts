import { FIELDS } from '../../shared/market/bar.ts';
import type { Panel, Track } from '../../shared/market/panel.ts';

export interface InventedMarket {
  readonly tokens: number;
  readonly days: number;
  readonly seed?: number;
  /** Adds what providers get wrong: missing days and numbers, zeros, spikes, re-denominations, a second provider. */
  readonly isDirty?: boolean;
}

const FIRST_DAY = '2023-09-13';

/** Random walks that move with BTC (ucid 1). The last token is listed late, the one before it dies early. */
export function inventedPanel({ tokens, days, seed = 1, isDirty = false }: InventedMarket): Panel {
  const random = randomNumbers(seed);
  const market = Array.from({ length: days }, () => gaussian(random) * 0.03);
  const ucids = Array.from({ length: tokens }, (_, token) => String(token + 1));
  const tracks: Track[] = ucids.map((ucid) => ({ ucid, source: 'coinmarketcap' }));
  if (isDirty)
    tracks.push(...ucids.filter((_, i) => i % 3 === 0).map((ucid) => ({ ucid, source: 'coingecko' })));
  const cells = tracks.length * days;
  const fields = {
    open: new Float64Array(cells),
    high: new Float64Array(cells),
    low: new Float64Array(cells),
    close: new Float64Array(cells),
    volumeUsd: new Float64Array(cells),
    marketCapUsd: new Float64Array(cells),
  };
  for (const [track, { ucid }] of tracks.entries()) {
    const lives = ucid === String(tokens) ? days * 0.4 : 0;
    const dies = ucid === String(tokens - 1) ? days * 0.7 : days;
    let close = Math.exp(gaussian(random) * 4);
    const supply = 1e9 * Math.exp(gaussian(random));
    for (let day = 0; day < days; day++) {
      const open = close;
      close *= Math.exp(
        (ucid === '1' ? 1 : 0.8) * market[day]! + (ucid === '1' ? 0 : gaussian(random) * 0.04),
      );
      const at = track * days + day;
      const isThere = day >= lives && day < dies;
      fields.open[at] = isThere ? open : Number.NaN;
      fields.close[at] = isThere ? close : Number.NaN;
      fields.high[at] = isThere ? Math.max(open, close) * (1 + random() * 0.02) : Number.NaN;
      fields.low[at] = isThere ? Math.min(open, close) * (1 - random() * 0.02) : Number.NaN;
      fields.volumeUsd[at] = isThere ? close * supply * 0.05 * Math.exp(gaussian(random) * 0.5) : Number.NaN;
      fields.marketCapUsd[at] = isThere ? close * supply * (1 + day / 3000) : Number.NaN;
    }
  }
  const fearGreed = Float64Array.from({ length: days }, () => Math.floor(random() * 101));
  const panel = { firstDay: FIRST_DAY, days, tracks, fields, indexes: new Map([['fear_greed', fearGreed]]) };
  if (isDirty) soil(panel, random);
  return panel;
}

/** What providers get wrong, here and there. */
function soil(panel: Panel, random: () => number): void {
  const { days, fields } = panel;
  for (let track = 0; track < panel.tracks.length; track++) {
    const from = track * days;
    for (let day = 0; day < days; day++) {
      const at = from + day;
      const dice = random();
      if (dice < 0.03) for (const field of FIELDS) fields[field][at] = Number.NaN;
      else if (dice < 0.05) fields[FIELDS[Math.floor(random() * 6)]!][at] = Number.NaN;
      else if (dice < 0.06) fields.volumeUsd[at] = 0;
      else if (dice < 0.065) fields.marketCapUsd[at] = 0;
      else if (dice < 0.07) fields.close[at]! *= random() < 0.5 ? 100 : 0.01;
      else if (dice < 0.073) fields.marketCapUsd[at]! *= 1000;
      else if (dice < 0.076) fields[FIELDS[Math.floor(random() * 6)]!][at] = BAD[Math.floor(random() * 4)]!;
      else if (dice < 0.08) [fields.high[at], fields.low[at]] = [fields.low[at]!, fields.high[at]!];
    }
    if (random() < 0.3) redenominate(panel, track, Math.floor(random() * days), random() < 0.5);
  }
  const [index] = panel.indexes.values();
  for (let day = 0; day < days; day++) if (random() < 0.03) index![day] = Number.NaN;
}

const BAD = [-1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0];

/** From a day on one token is worth a thousand old ones; the market cap may be wrong by as much. */
function redenominate({ days, fields }: Panel, track: number, day: number, isCapWrong: boolean): void {
  for (let at = track * days + day; at < (track + 1) * days; at++) {
    for (const field of ['open', 'high', 'low', 'close'] as const) fields[field][at]! *= 1000;
    if (isCapWrong) fields.marketCapUsd[at]! *= 1000;
  }
}

/** Numbers in [0, 1), the same for the same seed on every machine: mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
