import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../../shared/adapters/local/directoryStore.ts';
import { RefusedError } from '../../../shared/errors.ts';
import { openPanel } from '../../../shared/pipeline/market/panelStore.ts';
import { backfill, days, FIRST, listings } from '../../support/backfill.ts';
import { limitOf } from '../../support/limits.ts';
import { marketPlace } from '../../support/marketPlace.ts';
import { outage, recordOf } from '../../support/secondDay.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();

describe('a backfill that is stopped', () => {
  it.each([
    [3, 'between two days'],
    [4, 'between the bars of a day and its record'],
    [9, 'later'],
  ])('after %d writes (%s) goes on where it was: no day that is there is asked for again', async (writes) => {
    const folder = newFolder();
    const store = directoryStore(folder);
    let left = 10 + writes;
    const killed = marketPlace({
      ...store,
      put: async (...change) => {
        if (left-- <= 0) throw new Error('the process was killed');
        return store.put(...change);
      },
    });
    await expect(backfill(killed)).rejects.toThrow('killed');
    const there = (await store.list('market/bars/')).map((key) => key.slice('market/bars/date='.length, -13));
    expect(there.length).toBeGreaterThan(0);
    const next = marketPlace(folder);
    next.clock.set(new Date('2026-12-01T08:00:00Z'));
    expect(await backfill(next)).toMatchObject({ outcome: 'done' });
    expect(listings(next)).toEqual(days.filter((day) => !there.includes(day)));
    for (const day of days) expect(await recordOf(next, day)).toMatchObject({ complete: true, final: true });
    expect(await openPanel(next.ports)).toMatchObject({ firstDay: FIRST, days: 10 });
  });

  it('by a spent allowance says when it is renewed, keeps what it has, and goes on another time', async () => {
    const place = marketPlace(newFolder());
    const { crossSection } = place.cmc;
    place.cmc.allowance = async () => ({ plan: 'basic', creditsLeft: 40, resetsAt: new Date('2026-12-01') });
    place.cmc.crossSection = async (request, limit) => {
      if (listings(place).length >= 4)
        place.cmc.fault = new RefusedError('quota_spent', 'GET … answered 429');
      return crossSection!(request, limit);
    };
    expect(await backfill(place)).toMatchObject({
      outcome: 'stopped',
      reason: expect.stringMatching(/^4 of 10 days fetched; 2026-11-17: /),
      next: expect.stringContaining('renewed at 2026-12-01'),
      days: { done: 4, left: 6 },
    });
    place.cmc.crossSection = crossSection!;
    place.cmc.fault = undefined;
    place.forget();
    expect(await backfill(place)).toMatchObject({ outcome: 'done', days: { done: 6, left: 0 } });
    expect(listings(place)).toEqual(days.slice(4));
  });

  it('before it passes the credits it may spend', async () => {
    const place = marketPlace(newFolder());
    expect(await backfill(place, { maxCredits: 39 })).toMatchObject({
      outcome: 'stopped',
      reason: expect.stringContaining('one more day would pass 39 credits'),
      days: { done: 3, left: 7, failed: [] },
    });
  });

  it('by Ctrl-C blames no provider', async () => {
    const place = marketPlace(newFolder());
    const interrupted = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 2 && interrupted.abort();
    const limit = limitOf(undefined, interrupted.signal);
    expect(await backfill(place, { limit, onProgress: (one) => void onProgress(one) })).toMatchObject({
      outcome: 'stopped',
      reason: '2 of 10 days fetched; interrupted',
      days: { done: 2, failed: [] },
    });
  });

  it('by the reach of the plan is done: there is nothing more to be had', async () => {
    const place = marketPlace(newFolder());
    const { crossSection } = place.cmc;
    const refusal = new RefusedError('plan_lacks_history', 'GET … answered 400: older than a year');
    place.cmc.crossSection = async (request, limit) => {
      if (request.day < '2026-11-15') throw refusal;
      return crossSection!(request, limit);
    };
    expect(await backfill(place)).toMatchObject({
      outcome: 'done',
      reason: expect.stringContaining("coinmarketcap's plan does not reach back to 2026-11-14"),
      days: { done: 7, left: 3, failed: [] },
    });
  });

  it('by a provider that stays down is given up after three days in a row', async () => {
    const place = marketPlace(newFolder());
    place.cmc.fault = outage;
    expect(await backfill(place)).toMatchObject({
      outcome: 'stopped',
      days: { done: 0, failed: days.slice(0, 3), left: 10 },
    });
  });
});
