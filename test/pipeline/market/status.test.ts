import { expect, it } from '@jest/globals';
import { TransientError } from '../../../shared/errors.ts';
import { marketStatus } from '../../../shared/pipeline/marketStatus.ts';
import { marketPlace } from '../../support/marketPlace.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();

/** 23 November whole and final, 24 missing, 25 without Binance and still open. */
async function threeDays() {
  const place = marketPlace(newFolder());
  await place.collect();
  place.clock.set(new Date('2026-11-24T11:40:00Z'));
  await place.collect();
  const { crossSection } = place.cmc;
  place.cmc.crossSection = async (request, limit) =>
    request.day === '2026-11-24' ? [] : crossSection!(request, limit);
  place.binance.fault = new TransientError('server_error', 'GET https://example.test/ answered 503');
  place.gecko.fault = place.binance.fault;
  place.clock.set(new Date('2026-11-26T00:40:00Z'));
  await place.collect();
  return place;
}

it('tells what there is by day and provider, what is missing, and who is who', async () => {
  const { ports } = await threeDays();
  const status = await marketStatus(ports, { newest: 400, through: '2026-11-26' });
  expect(status).toMatchObject({
    from: '2026-11-23',
    to: '2026-11-25',
    lastUpdate: '2026-11-26T00:40:00.000Z',
    missing: ['2026-11-24', '2026-11-26'],
    providers: [
      { source: 'binance', days: 1, lastDay: '2026-11-23', mapped: 60 },
      { source: 'coingecko', days: 0, lastDay: null, mapped: 120 },
      { source: 'coinmarketcap', days: 2, lastDay: '2026-11-25', mapped: null, unmapped: [] },
    ],
    mappingVersion: expect.any(Number),
    lastRun: {
      outcome: 'partial',
      at: '2026-11-26T00:40:00.000Z',
      unresolved: { ambiguous: [], unknown: [] },
    },
  });
  expect(
    status.days.map(({ day, complete, final, collected }) => ({ day, complete, final, collected })),
  ).toEqual([
    { day: '2026-11-25', complete: true, final: false, collected: 120 },
    { day: '2026-11-23', complete: true, final: true, collected: 120 },
  ]);
  expect(status.providers[0]!.unmapped).toContainEqual({ ucid: '61', reason: 'no token of that ticker' });
});

it('looks at the newest days only, when asked to', async () => {
  const { ports } = await threeDays();
  const { days, from, missing } = await marketStatus(ports, { newest: 1 });
  expect(days.map(({ day }) => day)).toEqual(['2026-11-25']);
  expect({ from, missing }).toEqual({ from: '2026-11-23', missing: ['2026-11-24'] });
});

it('of a store that is empty says so', async () => {
  const { ports } = marketPlace(newFolder());
  expect(await marketStatus(ports, { newest: 10, through: '2026-11-23' })).toMatchObject({
    from: null,
    to: null,
    missing: [],
    days: [],
    lastRun: null,
  });
});

it('does without records that were lost, and without a note it cannot read', async () => {
  const { ports, store } = await threeDays();
  await store.remove('market/days/2026-11-23.json');
  await store.put('market/last-run.json', new TextEncoder().encode('{"outcome":'));
  const status = await marketStatus(ports, { newest: 10 });
  expect(status.lastRun).toBeNull();
  expect(status.days[1]).toMatchObject({ day: '2026-11-23', expected: null, collected: 120 });
});
