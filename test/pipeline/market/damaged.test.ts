import { describe, expect, it } from '@jest/globals';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import { openPanel } from '../../../shared/pipeline/market/panelStore.ts';
import { marketStatus } from '../../../shared/pipeline/marketStatus.ts';
import { repairMarket } from '../../../shared/pipeline/repairMarket.ts';
import { backfill, FIRST } from '../../support/backfill.ts';
import { type MarketPlace, marketPlace } from '../../support/marketPlace.ts';
import { BEFORE, DAY, noon, recordOf, secondDay } from '../../support/secondDay.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const barsKey = (day: string) => `market/bars/date=${day}/bars.parquet`;

/** Ways a file goes wrong. */
const HARM: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  empty: () => new Uint8Array(),
  'cut in half': (bytes) => bytes.slice(0, bytes.length >> 1),
  'a page of HTML': () => new TextEncoder().encode('<html>Be right back</html>'),
};

async function damage(place: MarketPlace, key: string, how = 'cut in half'): Promise<Uint8Array> {
  const stored = await place.store.get(key);
  const bytes = HARM[how]!(stored!.bytes);
  await place.store.put(key, bytes);
  return bytes;
}

const bytesOf = async (place: MarketPlace, key: string) => (await place.store.get(key))?.bytes;
/** What of a day's numbers does not depend on when they were fetched. */
const numbers = async (place: MarketPlace, day: string) =>
  (await readBars(place.ports, day))!.map(({ collectedAt: _, ...bar }) => bar);

describe('a damaged partition', () => {
  it('of the day before is left as it lies, told, and counts as missing: collect goes on', async () => {
    const place = await secondDay();
    const bytes = await damage(place, barsKey('2026-11-23'));
    await place.store.remove('market/panel.parquet');
    // Long final: nobody asks for that day any more.
    place.clock.set(new Date('2026-11-28T00:40:00Z'));
    const document = await place.collect();
    expect(document).toMatchObject({
      outcome: 'collected',
      reason: expect.stringContaining(`${barsKey(BEFORE)} cannot be read: market repair puts it aside`),
      damaged: [{ key: barsKey(BEFORE), aside: null }],
    });
    expect(await bytesOf(place, barsKey(BEFORE))).toEqual(bytes);
    expect(place.log.entries).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining(barsKey(BEFORE)) }),
    );
  });

  it.each(Object.keys(HARM))(
    'that is %s is collected anew while its day can be healed, kept and flagged',
    async (how) => {
      const place = await secondDay();
      await place.collect();
      noon(place);
      await place.collect();
      const before = await numbers(place, DAY);
      const bytes = await damage(place, barsKey(DAY), how);
      expect(await recordOf(place)).toMatchObject({ complete: true, final: true, pending: [] });
      const document = await place.collect();
      const aside = document.damaged[0]!.aside!;
      expect(document).toMatchObject({
        outcome: 'collected',
        reason: expect.stringContaining(`${barsKey(DAY)} could not be read and was written anew`),
        days: [{ day: DAY, collected: 120, final: true }],
      });
      expect(aside).toMatch(new RegExp(`^market/damaged/bars/date=${DAY}/bars.parquet.[0-9a-f]{8}$`));
      expect(await bytesOf(place, aside)).toEqual(bytes);
      expect(await numbers(place, DAY)).toEqual(before);
      expect((await recordOf(place)).flags).toContainEqual(
        expect.objectContaining({ reason: expect.stringContaining(`the old one is ${aside}`) }),
      );
      expect(await place.collect()).toMatchObject({ outcome: 'complete' });
    },
  );

  it('is named by market status, taken aside by market repair, and fetched again by market backfill', async () => {
    const place = marketPlace(newFolder());
    await backfill(place);
    const whole = await numbers(place, '2026-11-15');
    const panel = await openPanel(place.ports);
    const bytes = await damage(place, barsKey('2026-11-15'));
    const status = await marketStatus(place.ports, { newest: 400 });
    expect(status).toMatchObject({ damaged: [barsKey('2026-11-15')], missing: [] });

    const now = place.clock.now();
    const repaired = await repairMarket(place.ports, { historyDays: 400, now });
    const { aside } = repaired.damaged[0]!;
    expect(repaired).toMatchObject({ damaged: [{ key: barsKey('2026-11-15') }], days: [], models: [] });
    expect(await bytesOf(place, aside!)).toEqual(bytes);
    const after = await marketStatus(place.ports, { newest: 400 });
    expect(after).toMatchObject({ damaged: [], missing: ['2026-11-15'] });

    expect(await backfill(place)).toMatchObject({ outcome: 'done', days: { done: 1 }, damaged: [] });
    expect(await numbers(place, '2026-11-15')).toEqual(whole);
    expect(await openPanel(place.ports)).toEqual(panel);
    expect(await marketStatus(place.ports, { newest: 400 })).toMatchObject({ damaged: [], missing: [] });
    expect((await repairMarket(place.ports, { historyDays: 400, now })).damaged).toEqual([]);
  });

  it('that comes back with other numbers is in the panel as it is in the store', async () => {
    const place = marketPlace(newFolder());
    await backfill(place);
    await damage(place, barsKey(FIRST));
    await repairMarket(place.ports, { historyDays: 400, now: place.clock.now() });
    place.cmc.edit = (bar) => (bar.ucid === '7' ? { ...bar, close: bar.close * 1.01 } : bar);
    await backfill(place);
    const bar = (await readBars(place.ports, FIRST))!.find(
      ({ ucid, source }) => ucid === '7' && source === 'coinmarketcap',
    );
    const panel = (await openPanel(place.ports))!;
    const track = panel.tracks.findIndex(({ ucid, source }) => ucid === '7' && source === 'coinmarketcap');
    expect(panel.fields.close[track * panel.days]).toBe(bar!.close);
  });

  it('without its record does not stop a backfill', async () => {
    const place = marketPlace(newFolder());
    await backfill(place);
    await damage(place, barsKey(FIRST));
    await place.store.remove(`market/days/${FIRST}.json`);
    await place.store.remove(barsKey('2026-11-20'));
    const document = await backfill(place);
    expect(document).toMatchObject({
      outcome: 'done',
      days: { done: 1 },
      damaged: [{ key: barsKey(FIRST) }],
    });
    expect(await recordOf(place, FIRST)).toBeUndefined();
  });
});

it('whatever file is cut in half, the next day is collected and nothing is lost unsaid', async () => {
  const template = await secondDay();
  template.cmc.edit = (bar) => (bar.ucid === '9' ? { ...bar, close: bar.close * 1.02 } : bar);
  noon(template);
  await template.collect();
  // A correction of the first day, which is final.
  await backfill(template, { recheck: true });
  const all = await template.store.list('market/');
  const keys = all.filter((key) => !/2026-11-1|2026-11-2[01]/.test(key));
  expect(keys.length).toBeGreaterThan(8);
  for (const key of keys) {
    const place = marketPlace(newFolder());
    for (const one of keys) await place.store.put(one, (await template.store.get(one))!.bytes);
    const bytes = await damage(place, key);
    place.clock.set(new Date('2026-11-26T00:40:00Z'));
    const document = await place.collect();
    expect({ key, outcome: document.outcome, day: document.days[0] }).toMatchObject({
      key,
      outcome: 'collected',
      day: { day: '2026-11-25', collected: 120 },
    });
    // Records, panels and the note of the last run are made anew from the rest.
    if (/^market\/(days|panel|last-run)/.test(key)) continue;
    const [found] = document.damaged.filter((one) => one.key === key);
    const kept = await bytesOf(place, found?.aside ?? key);
    expect({ key, kept }).toEqual({ key, kept: bytes });
  }
});
