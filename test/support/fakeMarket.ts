import { addDays, daysBetween, type UtcDay } from '../../shared/domain/utcDay.ts';
import type { Bar, DatedBar } from '../../shared/market/bar.ts';
import type { MarketData, MarketIndex } from '../../shared/ports.ts';

const NONE = Number.NaN;
const EPOCH: UtcDay = '2026-01-01';

/** A number in [0, 1) that depends on its arguments only. */
export function drawn(...seeds: number[]): number {
  let h = 2166136261;
  for (const seed of seeds) h = Math.imul(h ^ (seed + 0x9e3779b9), 16777619) ^ (h >>> 13);
  return ((h >>> 0) % 1_000_003) / 1_000_003;
}

/** A bar with every number unknown, but for what is given. */
export function bar(given: Partial<Bar> = {}): Bar {
  return {
    ucid: '1',
    symbol: 'BTC',
    source: 'coinmarketcap',
    collectedAt: new Date('2026-11-24T00:40:00Z'),
    open: NONE,
    high: NONE,
    low: NONE,
    close: NONE,
    volumeUsd: NONE,
    marketCapUsd: NONE,
    ...given,
  };
}

/** The true close of a token on a day: moves by up to 4 % a day. */
export function trueClose(ucid: string, day: UtcDay): number {
  const days = daysBetween(EPOCH, day);
  return (1 + drawn(Number(ucid))) * (1 + 0.04 * (drawn(Number(ucid), days) - 0.5)) * 100;
}

const marketCap = (ucid: string, day: UtcDay) => (trueClose(ucid, day) * 1e9) / Number(ucid);

export interface FakeOptions {
  /** Tokens 1 to this, the largest first. */
  readonly tokens?: number;
  /** The newest day there is a close of. */
  readonly until?: UtcDay;
  readonly collectedAt?: () => Date;
}

export interface FakeProvider extends MarketData {
  /** What was asked for, in order: `crossSection 2026-11-23`, `history 50 2026-11-23`. */
  readonly asked: string[];
  /** Thrown instead of answers, while set. */
  fault: Error | undefined;
  /** Changes a bar on its way out, or takes it away. */
  edit: (bar: DatedBar) => DatedBar | undefined;
  /** Whose numbers it gives under an id; by default those of the ucid the id ends in. */
  whoIs: (id: string) => string;
}

function fake(
  source: string,
  fields: MarketData['fields'],
  answer: (ucid: string, day: UtcDay) => Bar,
): FakeProvider {
  const asked: string[] = [];
  const provider: FakeProvider = {
    source,
    fields,
    asked,
    fault: undefined,
    edit: (one) => one,
    whoIs: (id) => id.split(':').at(-1)!,
    costOf: ({ tokens }) => ({ requests: tokens.length, credits: 0 }),
    allowance: async () => undefined,
    tokens: async () => [],
    history: async ({ tokens, from, to }) => {
      asked.push(`history ${tokens.length} ${from}${from === to ? '' : `…${to}`}`);
      if (provider.fault) throw provider.fault;
      const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
      return tokens.flatMap(({ ucid, id }) =>
        days.flatMap((day) => provider.edit({ ...answer(provider.whoIs(id), day), ucid, day }) ?? []),
      );
    },
  };
  return provider;
}

const symbolOf = (ucid: string) => (ucid === '7' ? 'XAUt' : `T${ucid}`);
const contractOf = (ucid: string) => `0x${ucid.padStart(40, 'a')}`;

/** Names tokens by ucid and has cross-sections: close, volume and market cap. */
export function fakeCmc({ tokens = 120, until = '2099-01-01', collectedAt }: FakeOptions = {}): FakeProvider {
  const at = collectedAt ?? (() => new Date('2026-11-24T00:40:00Z'));
  const answer = (ucid: string, day: UtcDay): Bar =>
    bar({
      ucid,
      symbol: symbolOf(ucid),
      close: trueClose(ucid, day),
      volumeUsd: 1e6 + Number(ucid),
      marketCapUsd: marketCap(ucid, day),
      collectedAt: at(),
    });
  const provider = fake('coinmarketcap', ['close', 'volumeUsd', 'marketCapUsd'], answer);
  const ucids = Array.from({ length: tokens }, (_, i) => String(i + 1));
  provider.tokens = async () => {
    provider.asked.push('tokens');
    return ucids.map((ucid, i) => ({
      id: ucid,
      symbol: symbolOf(ucid).toUpperCase(),
      name: `Token ${ucid}`,
      rank: i + 1,
      contracts: Number(ucid) % 2 ? [contractOf(ucid).toUpperCase().replace('0X', '0x')] : [],
    }));
  };
  provider.crossSectionCost = ({ days, top }) => ({
    requests: days.length,
    credits: days.length * Math.ceil(top / 100),
  });
  provider.crossSection = async ({ day, top }) => {
    provider.asked.push(`crossSection ${day}`);
    if (provider.fault) throw provider.fault;
    if (day > until) return [];
    return ucids.slice(0, top).flatMap((ucid) => {
      const told = provider.edit({ ...answer(ucid, day), day });
      return told ? withoutDay(told) : [];
    });
  };
  return provider;
}

function withoutDay({ day: _, ...told }: DatedBar): Bar {
  return told;
}

/** True candles of the first tokens; no contracts, no market cap. */
export function fakeBinance({ tokens = 60 }: FakeOptions = {}): FakeProvider {
  const provider = fake('binance', ['open', 'high', 'low', 'close', 'volumeUsd'], (ucid, day) => {
    const close =
      trueClose(ucid, day) * (1 + 0.004 * (drawn(Number(ucid), 5, daysBetween(EPOCH, day)) - 0.5));
    const open = trueClose(ucid, addDays(day, -1));
    const candle = { open, high: Math.max(open, close) * 1.01, low: Math.min(open, close) * 0.99, close };
    return bar({ ucid, symbol: symbolOf(ucid), source: 'binance', ...candle, volumeUsd: 5e5 });
  });
  provider.tokens = async () => {
    provider.asked.push('tokens');
    return Array.from({ length: tokens }, (_, i) => ({
      id: `USDT:${i + 1}`,
      symbol: symbolOf(String(i + 1)),
      name: undefined,
      rank: undefined,
      contracts: [],
    }));
  };
  return provider;
}

/** The same fields as the first provider, under ids of its own; knows contracts. */
export function fakeGecko({ tokens = 120 }: FakeOptions = {}): FakeProvider {
  const provider = fake('coingecko', ['close', 'volumeUsd', 'marketCapUsd'], (ucid, day) =>
    bar({
      ucid,
      symbol: symbolOf(ucid).toLowerCase(),
      source: 'coingecko',
      close: trueClose(ucid, day) * 1.001,
      volumeUsd: 9e5,
      marketCapUsd: marketCap(ucid, day) * 1.01,
    }),
  );
  provider.tokens = async () => {
    provider.asked.push('tokens');
    return Array.from({ length: tokens }, (_, i) => String(i + 1)).map((ucid) => ({
      id: `token:${ucid}`,
      symbol: symbolOf(ucid).toLowerCase(),
      name: `Token ${ucid}`,
      rank: undefined,
      contracts: Number(ucid) % 2 ? [contractOf(ucid)] : [],
    }));
  };
  return provider;
}

export interface FakeIndex extends MarketIndex {
  readonly asked: string[];
  fault: Error | undefined;
}

export function fakeFearGreed(until: UtcDay = '2099-01-01'): FakeIndex {
  const index: FakeIndex = {
    name: 'fear_greed',
    source: 'alternative.me',
    asked: [],
    fault: undefined,
    history: async ({ from, to }) => {
      index.asked.push(`${from}…${to}`);
      if (index.fault) throw index.fault;
      const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
      return days
        .filter((day) => day <= until)
        .map((day) => ({ day, value: 20 + (daysBetween(EPOCH, day) % 60) }));
    },
  };
  return index;
}
