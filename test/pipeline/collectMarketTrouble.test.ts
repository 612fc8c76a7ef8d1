import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../shared/domain/utcDay.ts';
import { AccessError, TransientError } from '../../shared/errors.ts';
import type { DatedBar } from '../../shared/market/bar.ts';
import { readBars } from '../../shared/pipeline/market/barStore.ts';
import { trueClose } from '../support/fakeMarket.ts';
import { marketPlace } from '../support/marketPlace.ts';
import { BEFORE, barsOf, DAY, noon, outage, recordOf, secondDay } from '../support/secondDay.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();

describe('when the first provider fails', () => {
  it('others stand in under their own names, and the first fills the day before it is final', async () => {
    const place = await secondDay();
    place.cmc.fault = outage;
    expect(await place.collect()).toMatchObject({
      outcome: 'partial',
      reason: expect.stringMatching(/120 of 120 tokens, not whole yet; .*coinmarketcap: .* 503/),
      days: [{ day: DAY, outcome: 'partial' }, { day: BEFORE }],
    });
    expect(await barsOf(place, 'coinmarketcap')).toEqual([]);
    expect(await barsOf(place, 'binance')).toHaveLength(60);
    expect(await barsOf(place, 'coingecko')).toHaveLength(60);
    place.cmc.fault = undefined;
    noon(place);
    expect((await place.collect()).days[0]).toMatchObject({ day: DAY, outcome: 'collected', final: true });
    expect(await barsOf(place, 'coinmarketcap')).toHaveLength(120);
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

  it('is not stood in for by one whose days are one off, though a quiet market hides it', async () => {
    const place = marketPlace(newFolder());
    const quiet = (off: number) => (bar: DatedBar) => {
      const close = Math.sqrt(trueClose(bar.ucid, addDays(bar.day, off))) * 1.0005 ** -off;
      return { ...bar, open: Number.NaN, high: Number.NaN, low: Number.NaN, close };
    };
    for (const provider of [place.cmc, place.gecko]) provider.edit = quiet(0);
    place.binance.edit = quiet(-1);
    await place.collect();
    place.clock.set(new Date('2026-11-25T00:40:00Z'));
    place.cmc.fault = outage;
    await place.collect();
    expect(await barsOf(place, 'binance')).toEqual([]);
    expect(await barsOf(place, 'coingecko')).toHaveLength(120);
    const told = (await recordOf(place)).flags.find(({ source }: { source: string }) => source === 'binance');
    expect(told.reason).toBe('the closes of 2026-11-23 are told of 2026-11-24');
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
    expect(await barsOf(place, 'binance')).toHaveLength(60);
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
    expect(await barsOf(place, 'coinmarketcap')).toEqual([]);
  });

  const fallen = ({ close, ...bar }: DatedBar) => ({ ...bar, close: close * 0.6 });

  it('is held back when the whole market moves, and not even taken at 11:40 when others did not see it', async () => {
    const place = await secondDay();
    place.cmc.edit = fallen;
    const reason = expect.stringContaining('moved by 40 % in a day');
    expect(await place.collect()).toMatchObject({ outcome: 'partial', reason });
    noon(place);
    expect(await place.collect()).toMatchObject({ outcome: 'partial', reason });
    expect(await barsOf(place, 'coinmarketcap')).toEqual([]);
    expect(await barsOf(place, 'binance')).toHaveLength(60);
    expect((await recordOf(place)).pending).toContain('coinmarketcap');
  });

  it('is taken at 11:40, and told, when nobody can be asked', async () => {
    const place = await secondDay();
    place.cmc.edit = fallen;
    for (const provider of [place.binance, place.gecko]) provider.fault = outage;
    await place.collect();
    expect(await barsOf(place, 'coinmarketcap')).toEqual([]);
    noon(place);
    await place.collect();
    expect(await barsOf(place, 'coinmarketcap')).toHaveLength(120);
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
    expect(await barsOf(place, 'coinmarketcap')).toHaveLength(120);
  });

  it('of which a page is missing is stored as far as it goes, and asked for again', async () => {
    const place = await secondDay();
    place.cmc.edit = (bar) => (Number(bar.ucid) > 20 ? bar : undefined);
    expect(await place.collect()).toMatchObject({ outcome: 'partial', days: [{ collected: 100 }, {}] });
    expect(await barsOf(place, 'binance')).toHaveLength(40);
    place.cmc.edit = (bar) => bar;
    noon(place);
    expect(await place.collect()).toMatchObject({
      outcome: 'collected',
      days: [{ collected: 120, added: 40, final: true }],
    });
    expect(await barsOf(place, 'binance')).toHaveLength(60);
  });

  it('that is a single token short of what was asked for is on record as such', async () => {
    const place = await secondDay();
    place.cmc.edit = (bar) => (bar.ucid === '120' ? undefined : bar);
    await place.collect({ top: 120 });
    const reason = 'a list of 119 tokens where 120 were asked for';
    const gap = { ucid: '', symbol: '', source: 'coinmarketcap', reason };
    expect((await recordOf(place)).gaps).toContainEqual(gap);
    place.cmc.edit = (bar) => bar;
    place.clock.set(new Date('2026-11-26T00:40:00Z'));
    await place.collect({ top: 120 });
    expect((await recordOf(place, '2026-11-25')).gaps).not.toContainEqual(
      expect.objectContaining({ ucid: '', source: 'coinmarketcap' }),
    );
  });
});

it('after a day without it, a cross-section that repeats its last one is refused as well', async () => {
  const place = await secondDay();
  place.cmc.fault = outage;
  await place.collect();
  noon(place);
  await place.collect();
  place.cmc.fault = undefined;
  place.clock.set(new Date('2026-11-26T00:40:00Z'));
  const { crossSection } = place.cmc;
  place.cmc.crossSection = async ({ top, day }, limit) =>
    crossSection!({ top, day: day > DAY ? BEFORE : day }, limit);
  expect(await place.collect()).toMatchObject({
    reason: expect.stringContaining('2026-11-25: 100 % of the closes repeat the day beside it'),
  });
});
