import { describe, expect, it } from '@jest/globals';
import { TransientError } from '../../shared/errors.ts';
import type { Mapping } from '../../shared/market/mapping.ts';
import { collectMarket } from '../../shared/pipeline/collectMarket.ts';
import { readBars } from '../../shared/pipeline/market/barStore.ts';
import { openPanel } from '../../shared/pipeline/market/panelStore.ts';
import { parseSettings } from '../../shared/settings.ts';
import { trueClose } from '../support/fakeMarket.ts';
import { type MarketPlace, marketPlace } from '../support/marketPlace.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const YESTERDAY = '2026-11-23';
const outage = new TransientError('server_error', 'GET https://example.test/ answered 503');
const at = (place: MarketPlace, time: string) => place.clock.set(new Date(time));
const jsonAt = async (place: MarketPlace, key: string) => {
  const stored = await place.store.get(key);
  return stored && JSON.parse(new TextDecoder().decode(stored.bytes));
};
const rowsOf = (bars: readonly { source: string }[], source: string) =>
  bars.filter((bar) => bar.source === source).length;
const countBy = (bars: readonly { source: string }[]) => ({
  coinmarketcap: rowsOf(bars, 'coinmarketcap'),
  binance: rowsOf(bars, 'binance'),
  coingecko: rowsOf(bars, 'coingecko'),
});

describe('collect at 00:40', () => {
  it("stores yesterday's close of every token, and the candles of another provider under its own name", async () => {
    const place = marketPlace(newFolder());
    expect(await place.collect({ top: 120 })).toMatchObject({
      outcome: 'collected',
      reason: '2026-11-23: 120 of 120 tokens',
      days: [{ day: YESTERDAY, rows: 180, added: 180, final: false, gaps: 0, flags: 0 }],
    });
    const bars = (await readBars(place.ports, YESTERDAY))!;
    expect(countBy(bars)).toEqual({ coinmarketcap: 120, binance: 60, coingecko: 0 });
    const [candle, close] = bars.filter(({ ucid }) => ucid === '7');
    expect(candle).toMatchObject({ source: 'binance', symbol: 'XAUt', marketCapUsd: Number.NaN });
    expect(candle!.high).toBeGreaterThan(candle!.low);
    expect(close).toMatchObject({
      source: 'coinmarketcap',
      symbol: 'XAUt',
      high: Number.NaN,
      close: trueClose('7', YESTERDAY),
    });
  });

  it('asks for the whole day once, for its index, and for the identities of the tokens', async () => {
    const place = marketPlace(newFolder());
    await place.collect({ top: 110 });
    expect(place.cmc.asked).toEqual(['crossSection 2026-11-23', 'tokens']);
    expect(place.index.asked).toEqual(['2026-11-23…2026-11-23']);
    const mapping: Mapping = await jsonAt(place, 'market/mapping.json');
    expect(mapping).toMatchObject({ format: 1, version: 1 });
    const of = (source: string) => mapping.providers.find((one) => one.source === source)!;
    expect(of('binance').tokens).toHaveLength(60);
    expect(of('binance').unmapped).toContainEqual({
      ucid: '61',
      on: YESTERDAY,
      reason: 'no token of that ticker',
    });
    expect(of('coingecko').tokens.filter(({ by }) => by === 'contract')).toHaveLength(55);
    expect(of('coingecko').tokens).toHaveLength(110);
  });

  it('leaves a panel that is read in one go, each provider a track of its own, the index beside them', async () => {
    const place = marketPlace(newFolder());
    await place.collect();
    at(place, '2026-11-25T00:40:00Z');
    await place.collect();
    const panel = (await openPanel(place.ports))!;
    expect(panel).toMatchObject({ firstDay: YESTERDAY, days: 2 });
    expect(countBy(panel.tracks)).toEqual({ coinmarketcap: 120, binance: 60, coingecko: 0 });
    const track = panel.tracks.findIndex((one) => one.ucid === '42' && one.source === 'coinmarketcap');
    const closes = panel.fields.close.subarray(track * 2, track * 2 + 2);
    expect([...closes]).toEqual([trueClose('42', YESTERDAY), trueClose('42', '2026-11-24')]);
    expect(panel.indexes.get('fear_greed')).toEqual(Float64Array.of(46, 47));
  });

  it('is too early before 00:35: the day before yesterday is the newest', async () => {
    const place = marketPlace(newFolder());
    at(place, '2026-11-24T00:34:59Z');
    expect(await place.collect()).toMatchObject({ days: [{ day: '2026-11-22' }] });
  });

  it('does nothing, and says so, where the settings have no market', async () => {
    const place = marketPlace(newFolder());
    const settings = parseSettings({ slots: [{ name: 'one', candidates: ['base'] }] });
    expect(await collectMarket(place.ports, { settings })).toMatchObject({
      outcome: 'nothing-configured',
      next: expect.stringContaining('"market"'),
    });
    expect(place.cmc.asked).toEqual([]);
    expect(await place.store.list('')).toEqual([]);
  });
});

describe('collect again', () => {
  it('does nothing for a complete day before 11:40: nobody is asked, not a byte changes', async () => {
    const place = marketPlace(newFolder());
    await place.collect();
    const before = await place.content();
    place.forget();
    at(place, '2026-11-24T11:39:59Z');
    expect(await place.collect()).toMatchObject({ outcome: 'complete', days: [] });
    expect([...place.cmc.asked, ...place.binance.asked, ...place.index.asked]).toEqual([]);
    expect(await place.content()).toEqual(before);
  });

  it('makes the day final at 11:40, and asks nobody for it', async () => {
    const place = marketPlace(newFolder());
    await place.collect();
    const { 'market/days/2026-11-23.json': _, ...before } = await place.content();
    place.forget();
    at(place, '2026-11-24T11:40:00Z');
    expect(await place.collect()).toMatchObject({ outcome: 'collected', days: [{ final: true, added: 0 }] });
    expect([...place.cmc.asked, ...place.binance.asked, ...place.gecko.asked, ...place.index.asked]).toEqual(
      [],
    );
    const { 'market/days/2026-11-23.json': record, ...after } = await place.content();
    expect(after).toEqual(before);
    expect(JSON.parse(record!)).toMatchObject({ final: true, pending: [] });
    expect(await place.collect()).toMatchObject({ outcome: 'complete' });
  });

  it('fills what was missing, asking only those who failed, and changes no number that is there', async () => {
    const place = marketPlace(newFolder());
    place.binance.fault = outage;
    place.index.fault = outage;
    expect(await place.collect()).toMatchObject({
      outcome: 'partial',
      days: [{ outcome: 'partial', rows: 120, collected: 120 }],
    });
    const before = await readBars(place.ports, YESTERDAY);
    place.binance.fault = undefined;
    place.index.fault = undefined;
    place.cmc.edit = (bar) => ({ ...bar, close: bar.close * 1.01 });
    place.forget();
    at(place, '2026-11-24T11:40:00Z');
    expect(await place.collect()).toMatchObject({ outcome: 'collected', days: [{ rows: 180, added: 60 }] });
    expect(place.cmc.asked).toEqual(['tokens']);
    const after = (await readBars(place.ports, YESTERDAY))!;
    expect(after.filter(({ source }) => source === 'coinmarketcap')).toEqual(before);
    expect((await openPanel(place.ports))!.indexes.get('fear_greed')).toEqual(Float64Array.of(46));
  });

  it('makes the day final without a provider that is down all day, and tells the gap', async () => {
    const place = marketPlace(newFolder());
    await place.collect();
    at(place, '2026-11-25T00:40:00Z');
    place.binance.fault = outage;
    await place.collect();
    at(place, '2026-11-25T11:40:00Z');
    expect(await place.collect()).toMatchObject({ outcome: 'collected', days: [{ final: true, rows: 120 }] });
    const record = await jsonAt(place, 'market/days/2026-11-24.json');
    expect(record.gaps).toContainEqual({
      ucid: '7',
      symbol: 'XAUt',
      source: 'binance',
      reason: outage.message,
    });
  });

  it('collects days that were missed, up to three back, and none before the first', async () => {
    const place = marketPlace(newFolder());
    await place.collect();
    at(place, '2026-11-27T00:40:00Z');
    const { days } = await place.collect();
    expect(days.map(({ day, added }) => [day, added])).toEqual([
      ['2026-11-26', 180],
      ['2026-11-25', 180],
      ['2026-11-24', 180],
      [YESTERDAY, 0],
    ]);
    expect((await openPanel(place.ports))!).toMatchObject({ firstDay: YESTERDAY, days: 4 });
    at(place, '2026-12-24T00:40:00Z');
    expect((await place.collect()).days.map(({ day }) => day)).toEqual([
      '2026-12-23',
      '2026-12-22',
      '2026-12-21',
      '2026-12-20',
    ]);
  });
});
