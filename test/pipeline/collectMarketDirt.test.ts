import { describe, expect, it } from '@jest/globals';
import { RefusedError, TransientError } from '../../shared/errors.ts';
import type { DatedBar } from '../../shared/market/bar.ts';
import { trueClose } from '../support/fakeMarket.ts';
import type { MarketPlace } from '../support/marketPlace.ts';
import { BEFORE, barsOf, DAY, on, recordOf, secondDay } from '../support/secondDay.ts';

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
    const [bar] = (await barsOf(place, 'coinmarketcap')).filter(({ ucid }) => ucid === '90');
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
    expect(await place.collect({ top: 120 })).toMatchObject({ days: [{ rows: 180, gaps: 2 }, {}] });
    const closes = new Map((await barsOf(place, 'coinmarketcap')).map(({ ucid, close }) => [ucid, close]));
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
    const [bar] = (await barsOf(place, 'binance')).filter(({ ucid }) => ucid === '7');
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
    expect((await barsOf(place, 'binance')).map(({ ucid }) => ucid)).not.toContain('7');
    expect((await barsOf(place, 'coinmarketcap')).find(({ ucid }) => ucid === '7')!.close).toBe(
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
    expect(await barsOf(place, 'binance')).toEqual([]);
    expect((await recordOf(place)).flags[0]).toMatchObject({
      source: 'binance',
      reason: '60 of 60 closes disagree',
    });
    expect((await mappedAt(place, 'binance')).size).toBe(60);
  });

  it('about the day are left out whole, though hardly a close is off by more than is allowed', async () => {
    const place = await secondDay();
    place.binance.edit = ({ open, high, low, ...bar }) => {
      const close = trueClose(bar.ucid, BEFORE) * 1.0005;
      return { ...bar, open: Number.NaN, high: Number.NaN, low: Number.NaN, close };
    };
    expect(await place.collect()).toMatchObject({ outcome: 'partial' });
    expect(await barsOf(place, 'binance')).toEqual([]);
    const { flags, pending } = await recordOf(place);
    expect(flags[0]).toMatchObject({ source: 'binance', reason: 'the closes are those of 2026-11-23' });
    expect(pending).toEqual(['binance']);
  });

  it('a little about every token, as another day would, are left out as well', async () => {
    const place = await secondDay();
    place.binance.edit = wrong(1.015);
    await place.collect();
    expect(await barsOf(place, 'binance')).toEqual([]);
    expect((await recordOf(place)).flags[0].reason).toMatch(/^the closes are 1\.\d % off in the middle/);
  });

  it('are found among those that only stand in, too, twenty tokens a day', async () => {
    const place = await secondDay();
    place.gecko.edit = wrong(3, '7');
    await place.collect();
    expect(place.gecko.asked).toEqual(['history 20 2026-11-24']);
    expect(await barsOf(place, 'coingecko')).toEqual([]);
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
    expect(await barsOf(place, 'coinmarketcap')).toHaveLength(120);
    expect((await recordOf(place)).pending).toEqual(['binance']);
  });

  it('that may not be asked at all are told, and do not keep the day open', async () => {
    const place = await secondDay();
    place.binance.fault = new RefusedError('request_refused', 'GET https://example.test/ answered 451');
    expect(await place.collect()).toMatchObject({ outcome: 'collected' });
    expect((await recordOf(place)).pending).toEqual([]);
  });
});
