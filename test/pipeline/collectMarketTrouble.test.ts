import { describe, expect, it } from '@jest/globals';
import { AccessError, RefusedError, TransientError } from '../../shared/errors.ts';
import type { DatedBar } from '../../shared/market/bar.ts';
import { readBars } from '../../shared/pipeline/market/barStore.ts';
import { trueClose } from '../support/fakeMarket.ts';
import { type MarketPlace, marketPlace } from '../support/marketPlace.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const DAY = '2026-11-24';
const BEFORE = '2026-11-23';
const outage = new TransientError('server_error', 'GET https://example.test/ answered 503');

/** The second day of a store, at 00:40 of the day after. */
async function secondDay(): Promise<MarketPlace> {
  const place = marketPlace(newFolder());
  await place.collect();
  place.forget();
  place.clock.set(new Date('2026-11-25T00:40:00Z'));
  return place;
}

const noon = (place: MarketPlace) => place.clock.set(new Date('2026-11-25T11:40:00Z'));
const bars = async (place: MarketPlace, source: string) =>
  ((await readBars(place.ports, DAY)) ?? []).filter((bar) => bar.source === source);
const recordOf = async (place: MarketPlace) => {
  const stored = await place.store.get(`market/days/${DAY}.json`);
  return stored && JSON.parse(new TextDecoder().decode(stored.bytes));
};
const on = (ucid: string, change: Partial<DatedBar>) => (bar: DatedBar) =>
  bar.ucid === ucid ? { ...bar, ...change } : bar;

describe('when the first provider fails', () => {
  it('others stand in under their own names, and the first fills the day before it is final', async () => {
    const place = await secondDay();
    place.cmc.fault = outage;
    expect(await place.collect()).toMatchObject({
      outcome: 'partial',
      reason: expect.stringMatching(/120 of 120 tokens, not whole yet; .*coinmarketcap: .* 503/),
      days: [{ day: DAY, outcome: 'partial' }, { day: BEFORE }],
    });
    expect(await bars(place, 'coinmarketcap')).toEqual([]);
    expect(await bars(place, 'binance')).toHaveLength(60);
    expect(await bars(place, 'coingecko')).toHaveLength(60);
    place.cmc.fault = undefined;
    noon(place);
    expect((await place.collect()).days[0]).toMatchObject({ day: DAY, outcome: 'collected', final: true });
    expect(await bars(place, 'coinmarketcap')).toHaveLength(120);
  });

  it('until the day is final, what it tells later waits as corrections, and is asked for once', async () => {
    const place = await secondDay();
    place.cmc.fault = outage;
    await place.collect();
    noon(place);
    await place.collect();
    expect(await recordOf(place)).toMatchObject({ complete: false, final: true, collected: 120 });
    const before = await place.content();
    place.cmc.fault = undefined;
    place.clock.set(new Date('2026-11-26T00:40:00Z'));
    expect((await place.collect()).days[1]).toMatchObject({
      day: DAY,
      outcome: 'partial',
      final: true,
      added: 0,
      corrections: 360,
    });
    const key = `market/bars/date=${DAY}/bars.parquet`;
    expect((await place.content())[key]).toBe(before[key]);
    place.forget();
    noon(place);
    place.clock.set(new Date('2026-11-26T11:40:00Z'));
    await place.collect();
    expect(place.cmc.asked).toEqual([]);
  });

  it('says what nobody gave, and stores nothing of it', async () => {
    const place = await secondDay();
    for (const provider of [place.cmc, place.binance, place.gecko]) provider.fault = outage;
    expect(await place.collect()).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/2026-11-24: nothing; .*coinmarketcap: .*binance: .*coingecko: /),
      providers: expect.arrayContaining([
        expect.objectContaining({
          source: 'coinmarketcap',
          error: expect.objectContaining({ code: 'server_error' }),
        }),
      ]),
    });
    expect(await readBars(place.ports, DAY)).toBeUndefined();
    expect(await recordOf(place)).toBeUndefined();
  });

  it('on the very first day has nobody to stand in, for nobody else knows who is who', async () => {
    const place = marketPlace(newFolder());
    place.cmc.fault = new AccessError('access_denied', 'GET https://example.test/ answered 401');
    expect(await place.collect()).toMatchObject({ outcome: 'failed' });
    expect(place.binance.asked).toEqual([]);
  });

  it('by hanging, it is given 45 s, and the others have the rest', async () => {
    const place = await secondDay();
    place.cmc.crossSection = (_, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new TransientError('timed_out', 'stopped')));
        place.clock.advance(45);
      });
    expect(await place.collect()).toMatchObject({ outcome: 'partial' });
    expect(await bars(place, 'binance')).toHaveLength(60);
  });

  it('a bug in a provider is not taken for an outage', async () => {
    const place = await secondDay();
    place.cmc.fault = new TypeError('x is not a function');
    await expect(place.collect()).rejects.toThrow('x is not a function');
  });
});

describe('a cross-section that cannot be true', () => {
  it('is refused when it repeats the day before, and asked for again', async () => {
    const place = await secondDay();
    place.cmc.edit = (bar) => ({ ...bar, close: trueClose(bar.ucid, BEFORE) });
    expect(await place.collect()).toMatchObject({
      outcome: 'partial',
      reason: expect.stringContaining('100 % of the closes repeat the day beside it'),
    });
    expect(await bars(place, 'coinmarketcap')).toEqual([]);
  });

  it('is held back when the whole market moves and nobody else saw it, and at 11:40 taken and told', async () => {
    const place = await secondDay();
    place.cmc.edit = (bar) => ({ ...bar, close: bar.close * 0.6 });
    expect(await place.collect()).toMatchObject({
      reason: expect.stringContaining('moved by 40 % in a day'),
    });
    expect(await bars(place, 'coinmarketcap')).toEqual([]);
    noon(place);
    await place.collect();
    expect(await bars(place, 'coinmarketcap')).toHaveLength(120);
    expect((await recordOf(place)).flags[0].reason).toBe('the median price moved by 40 % in a day');
  });

  it('is a crash when another provider saw it as well', async () => {
    const place = await secondDay();
    for (const provider of [place.cmc, place.binance, place.gecko]) {
      provider.edit = ({ open, high, low, close, ...bar }) => {
        const [a, b, c, d] = [open, high, low, close].map((price) => price * 0.6);
        return { ...bar, open: a!, high: b!, low: c!, close: d! };
      };
    }
    expect(await place.collect()).toMatchObject({ outcome: 'collected' });
    expect(await bars(place, 'coinmarketcap')).toHaveLength(120);
  });

  it('of which a page is missing is stored as far as it goes, and asked for again', async () => {
    const place = await secondDay();
    place.cmc.edit = (bar) => (Number(bar.ucid) <= 100 ? bar : undefined);
    expect(await place.collect()).toMatchObject({ outcome: 'partial', days: [{ collected: 100 }, {}] });
    place.cmc.edit = (bar) => bar;
    noon(place);
    expect(await place.collect()).toMatchObject({
      outcome: 'collected',
      days: [{ collected: 120, added: 20, final: true }],
    });
  });
});

describe('dirt', () => {
  it.each([
    ['NaN', Number.NaN, 'no close'],
    ['zero', 0, 'close of 0'],
    ['negative', -3, 'close of -3'],
    ['infinite', Number.POSITIVE_INFINITY, 'close of Infinity'],
  ])('in a price (%s) is unknown, never a number', async (_, close, reason) => {
    const place = await secondDay();
    place.cmc.edit = on('90', { close });
    expect(await place.collect()).toMatchObject({ outcome: 'collected', days: [{ collected: 119 }, {}] });
    const [bar] = (await bars(place, 'coinmarketcap')).filter(({ ucid }) => ucid === '90');
    expect(bar).toMatchObject({ close: Number.NaN, volumeUsd: 1e6 + 90 });
    expect((await recordOf(place)).gaps).toContainEqual({
      ucid: '90',
      symbol: 'T90',
      source: 'coinmarketcap',
      reason,
    });
  });

  it('of a token that is listed twice with two closes: nobody knows which is right, so neither is kept', async () => {
    const place = await secondDay();
    const { crossSection } = place.cmc;
    place.cmc.crossSection = async (request, limit) => {
      const listed = await crossSection!(request, limit);
      return [...listed, listed[3]!, { ...listed[4]!, close: 1 }];
    };
    expect(await place.collect()).toMatchObject({ days: [{ rows: 180, gaps: 2 }, {}] });
    const closes = new Map((await bars(place, 'coinmarketcap')).map(({ ucid, close }) => [ucid, close]));
    expect([closes.get('4'), closes.get('5')]).toEqual([trueClose('4', DAY), Number.NaN]);
    expect((await recordOf(place)).gaps.map(({ reason }: { reason: string }) => reason)).toEqual([
      'listed twice with different values: close',
      'no close',
    ]);
  });

  it('of a candle that contradicts itself: the close stays', async () => {
    const place = await secondDay();
    place.binance.edit = (bar) => (bar.ucid === '7' ? { ...bar, high: bar.low * 0.9 } : bar);
    await place.collect();
    const [bar] = (await bars(place, 'binance')).filter(({ ucid }) => ucid === '7');
    expect(bar).toMatchObject({ open: Number.NaN, high: Number.NaN, low: Number.NaN });
    expect(bar!.close).toBeGreaterThan(0);
  });

  it('of a re-denomination is stored as told, and flagged', async () => {
    const place = await secondDay();
    place.cmc.edit = (bar) => (bar.ucid === '90' ? { ...bar, close: bar.close * 1000 } : bar);
    await place.collect();
    const [flag] = (await recordOf(place)).flags;
    expect(flag).toMatchObject({ ucid: '90', source: 'coinmarketcap' });
    expect(flag.reason).toMatch(/^close × \d+ in a day at the same market cap: a re-denomination\?$/);
  });
});

describe('providers that disagree', () => {
  const wrong =
    (factor: number, ...ucids: string[]) =>
    (bar: DatedBar) =>
      ucids.includes(bar.ucid) || ucids.length === 0
        ? { ...bar, open: Number.NaN, high: Number.NaN, low: Number.NaN, close: bar.close * factor }
        : bar;
  const mappedAt = async (
    place: MarketPlace,
    source: string,
  ): Promise<Map<string, { failedOn?: string }>> => {
    const stored = await place.store.get('market/mapping.json');
    const { providers } = JSON.parse(new TextDecoder().decode(stored!.bytes));
    const { tokens } = providers.find((one: { source: string }) => one.source === source);
    return new Map(tokens.map((one: { ucid: string }) => [one.ucid, one]));
  };

  it('by 40 % are flagged with both prices and never averaged, and the identity is dropped on the second day', async () => {
    const place = await secondDay();
    place.binance.edit = wrong(1.4, '7');
    await place.collect();
    expect((await bars(place, 'binance')).map(({ ucid }) => ucid)).not.toContain('7');
    expect((await bars(place, 'coinmarketcap')).find(({ ucid }) => ucid === '7')!.close).toBe(
      trueClose('7', DAY),
    );
    const flag = (await recordOf(place)).flags.find((one: { ucid: string }) => one.ucid === '7');
    expect(flag.reason).toMatch(/^close [\d.]+ is \+40 % off coinmarketcap's [\d.]+$/);
    expect((await mappedAt(place, 'binance')).get('7')).toMatchObject({ failedOn: DAY });

    place.clock.set(new Date('2026-11-26T00:40:00Z'));
    await place.collect();
    expect((await mappedAt(place, 'binance')).has('7')).toBe(false);
    place.forget();
    place.clock.set(new Date('2026-11-27T00:40:00Z'));
    await place.collect();
    expect(place.binance.asked).toContain('history 9 2026-11-26');
  });

  it('about most tokens are one provider at fault: nothing of it is stored and no identity dropped', async () => {
    const place = await secondDay();
    place.binance.edit = wrong(1.4);
    expect(await place.collect()).toMatchObject({ outcome: 'partial' });
    expect(await bars(place, 'binance')).toEqual([]);
    expect((await recordOf(place)).flags[0]).toMatchObject({
      source: 'binance',
      reason: '60 of 60 closes disagree',
    });
    expect((await mappedAt(place, 'binance')).size).toBe(60);
  });

  it('are found among those that only stand in, too, twenty tokens a day', async () => {
    const place = await secondDay();
    place.gecko.edit = wrong(3, '7');
    await place.collect();
    expect(place.gecko.asked).toEqual(['history 20 2026-11-24']);
    expect(await bars(place, 'coingecko')).toEqual([]);
  });

  it('by one that hangs are not waited for: the day is stored, and it is asked again', async () => {
    const place = await secondDay();
    const hanging = (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new TransientError('timed_out', 'stopped')));
        place.clock.advance(46);
      });
    place.binance.history = hanging;
    place.gecko.history = hanging;
    expect(await place.collect()).toMatchObject({
      outcome: 'partial',
      days: [{ rows: 120, collected: 120 }, {}],
    });
    expect(await bars(place, 'coinmarketcap')).toHaveLength(120);
    expect((await recordOf(place)).pending).toEqual(['binance']);
  });

  it('that may not be asked at all are told, and do not keep the day open', async () => {
    const place = await secondDay();
    place.binance.fault = new RefusedError('request_refused', 'GET https://example.test/ answered 451');
    expect(await place.collect()).toMatchObject({ outcome: 'collected' });
    expect((await recordOf(place)).pending).toEqual([]);
  });
});
