import { describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import type { Column } from '../../../shared/domain/table.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import { readMapping } from '../../../shared/pipeline/market/mappingStore.ts';
import { backfill, days, FIRST, LAST } from '../../support/backfill.ts';
import { type MarketPlace, marketPlace } from '../../support/marketPlace.ts';
import { recordOf } from '../../support/secondDay.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const DAY = '2026-11-23';

/** The hundred largest, and more. */
const largest = Array.from({ length: 100 }, (_, i) => String(i + 1));
const symbolOf = (ucid: string) => (ucid === '7' ? 'XAUt' : `T${ucid}`);

/** The live file of a round, as `submit` archives it. */
async function archive({ store }: MarketPlace, round: number, columns: Record<string, string[]>) {
  const entries = Object.entries(columns).map(([name, values]): [string, Column] => [
    name,
    { kind: 'text', values },
  ]);
  const rows = Object.values(columns)[0]!.length;
  await store.put(
    `rounds/${round}/live.parquet`,
    await tableFiles.writeTable({ rows, columns: new Map(entries) }),
  );
}

const warnings = ({ log }: MarketPlace) => log.entries.map(({ message }) => message).join('\n');
const stored = async (place: MarketPlace) =>
  (await readBars(place.ports, DAY))!
    .filter(({ source }) => source === 'coinmarketcap')
    .map(({ ucid }) => Number(ucid));

describe('the newest live universe', () => {
  it('is collected whole: tokens too small for the cross-section are asked for by id', async () => {
    const place = marketPlace(newFolder());
    await archive(place, 9, { symbol: [...largest, 'T110'], ucid: [...largest, '110'] });
    const ucid = [...largest, '105', '118'];
    await archive(place, 10, { symbol: ucid.map(symbolOf), ucid });
    const document = await place.collect({ top: 100 });
    expect(document).toMatchObject({ outcome: 'collected', days: [{ collected: 102, expected: 102 }] });
    expect(place.cmc.asked).toContain('history 2 2026-11-23');
    expect(await stored(place)).toEqual(expect.arrayContaining([105, 118]));
    expect(await stored(place)).not.toContain(110);
  });

  it('is asked for once for all days of a backfill, and the days are those that were collected one by one', async () => {
    const [once, daily] = [marketPlace(newFolder()), marketPlace(newFolder())];
    const ucid = [...largest, '105', '118'];
    for (const place of [once, daily]) await archive(place, 10, { symbol: ucid.map(symbolOf), ucid });
    await backfill(once, { top: 100 });
    expect(once.cmc.asked.filter((one) => one.startsWith('history'))).toEqual([`history 2 ${FIRST}…${LAST}`]);
    for (const day of days.toReversed()) {
      daily.clock.set(new Date(Date.parse(addDays(day, 1)) + 11.7 * 3600_000));
      await daily.collect({ top: 100 });
      const numbers = async ({ ports }: MarketPlace) =>
        (await readBars(ports, day))!.map(({ collectedAt: _, ...rest }) => rest);
      expect(await numbers(once)).toEqual(await numbers(daily));
    }
  });

  it('of which a token is nowhere leaves a gap that is told', async () => {
    const place = marketPlace(newFolder());
    await archive(place, 10, { symbol: [...largest, 'GONE'], ucid: [...largest, '99999'] });
    place.cmc.history = async () => [];
    expect(await place.collect({ top: 100 })).toMatchObject({ outcome: 'collected', days: [{ gaps: 1 }] });
    expect((await recordOf(place, DAY)).gaps).toEqual([
      {
        ucid: '99999',
        symbol: '',
        source: 'coinmarketcap',
        reason: 'not given, though in the live universe',
      },
    ]);
  });

  it('without ucids is resolved by rank, remembered, and what stays open is told, byte for byte', async () => {
    const place = marketPlace(newFolder());
    const { tokens } = place.cmc;
    const twin = { name: undefined, contracts: [] };
    place.cmc.tokens = async (limit) => [
      ...(await tokens(limit)),
      { ...twin, id: '900', symbol: 'T5', rank: 4000 },
      { ...twin, id: '901', symbol: '币安人生', rank: 500 },
      { ...twin, id: '902', symbol: '币安人生', rank: 500 },
    ];
    await archive(place, 10, { symbol: [...largest.map(symbolOf), 't118', '币安人生', 'nobody'] });
    const document = await place.collect({ top: 100 });
    expect(document.unresolved).toEqual({
      ambiguous: [{ symbol: '币安人生', ucids: ['901', '902'] }],
      unknown: ['nobody'],
    });
    expect(await stored(place)).toContain(118);
    const { symbols } = await readMapping(place);
    expect(symbols).toHaveLength(101);
    expect(symbols).toEqual(
      expect.arrayContaining([
        { symbol: 'T5', ucid: '5', since: '2026-11-24' },
        { symbol: 'XAUt', ucid: '7', since: '2026-11-24' },
        { symbol: 't118', ucid: '118', since: '2026-11-24' },
      ]),
    );
    expect(warnings(place)).toContain(
      '2 symbols of the live universe have no certain ucid: 币安人生, nobody',
    );
  });

  it('that cannot be read is done without, and told', async () => {
    const place = marketPlace(newFolder());
    await place.store.put('rounds/10/live.parquet', new TextEncoder().encode('<html>'));
    expect(await place.collect({ top: 100 })).toMatchObject({
      outcome: 'collected',
      days: [{ collected: 100 }],
    });
    expect(warnings(place)).toContain('The newest live universe is left out');
  });
});
