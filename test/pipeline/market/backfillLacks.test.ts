import { describe, expect, it } from '@jest/globals';
import { addDays, type UtcDay } from '../../../shared/domain/utcDay.ts';
import { RefusedError } from '../../../shared/errors.ts';
import type { DatedBar } from '../../../shared/market/bar.ts';
import { repairMarket } from '../../../shared/pipeline/repairMarket.ts';
import { backfill, days, LAST } from '../../support/backfill.ts';
import { type MarketPlace, marketPlace } from '../../support/marketPlace.ts';
import { recordOf } from '../../support/secondDay.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const SHORT: readonly UtcDay[] = ['2026-11-18', '2026-11-15'];

/** The list of some days ends after half of its tokens. */
function cutLists({ cmc }: MarketPlace): void {
  cmc.edit = (bar) => (SHORT.includes(bar.day) && Number(bar.ucid) > 60 ? undefined : bar);
}

const dearer = (isWrong: (bar: DatedBar) => boolean) => (bar: DatedBar) =>
  isWrong(bar) ? { ...bar, close: bar.close * 1.5, high: bar.high * 1.5 } : bar;

describe('a backfill whose days are not whole', () => {
  it('names those whose list ended early, says what comes next, and is done once the lists are whole', async () => {
    const place = marketPlace(newFolder());
    cutLists(place);
    const document = await backfill(place);
    const lack = { source: 'coinmarketcap', reason: '60 tokens, 120 the day beside it', final: true };
    expect(document).toMatchObject({
      outcome: 'partial',
      reason:
        '10 of 10 days fetched; coinmarketcap is not whole on 2 days: 2026-11-18 (60 tokens, 120 the day beside it), 2026-11-15 (60 tokens, 120 the day beside it)',
      next: expect.stringContaining('The same command asks again'),
      days: { done: 10, failed: [], left: 0 },
      lacking: SHORT.map((day) => ({ day, ...lack })),
    });
    place.cmc.edit = (bar) => bar;
    expect(await backfill(place)).toMatchObject({
      outcome: 'done',
      reason: '2 of 2 days fetched',
      lacking: [],
      corrections: 2 * 60 * 3,
    });
    const now = place.clock.now();
    expect(await repairMarket(place.ports, { historyDays: 400, now })).toBeDefined();
    expect((await recordOf(place, SHORT[0])).collected).toBe(120);
  });

  it('names a second provider that was not believed, also where it is told what each provider said', async () => {
    const place = marketPlace(newFolder());
    await place.collect();
    place.binance.edit = dearer(() => true);
    const { outcome, reason, lacking, next, providers } = await backfill(place);
    expect([outcome, next]).toEqual(['partial', expect.stringContaining('`market status`')]);
    expect(reason).toMatch(
      /^10 of 10 days fetched; binance is not whole on 10 days: 2026-11-21 \(60 of 60 closes disagree\), .* and 7 more$/,
    );
    expect(lacking.map(({ day, source }) => [day, source])).toEqual(days.map((day) => [day, 'binance']));
    expect(providers.find(({ source }) => source === 'binance')).toMatchObject({
      rows: 0,
      error: { code: 'malformed_answer', message: expect.stringContaining('60 of 60 closes disagree') },
    });
  });

  it('tells of a second provider whose tokens nobody recognises by their prices', async () => {
    const place = marketPlace(newFolder());
    place.binance.edit = dearer(() => true);
    const { providers } = await backfill(place);
    expect(providers.find(({ source }) => source === 'binance')).toMatchObject({
      rows: 0,
      error: {
        message: expect.stringMatching(/^binance on .*: of 60 tokens of a ticker it has, no price agrees$/),
      },
    });
  });

  it('leaves to collect what a day lacks that is not final yet', async () => {
    const place = marketPlace(newFolder());
    place.clock.set(new Date(Date.parse(addDays(LAST, 1)) + 3_600_000));
    await backfill(place, { to: addDays(LAST, -1) });
    place.binance.edit = dearer(({ day }) => day === LAST);
    const { next, lacking } = await backfill(place);
    expect(lacking).toMatchObject([{ day: LAST, final: false }]);
    expect(next).toBe(`\`collect\` asks at its next run for what ${LAST} lacks.`);
  });
});

it('a spent quota promises nobody who stands in for a whole history', async () => {
  const place = marketPlace(newFolder());
  place.cmc.fault = new RefusedError('quota_spent', 'GET … answered 429: code 1010');
  const { next } = await backfill(place);
  expect(next).toMatch(/next provider stands in for `collect`; `market backfill` goes on afterwards/);
});
