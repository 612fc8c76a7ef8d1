import { describe, expect, it } from '@jest/globals';
import { addDays, type UtcDay } from '../../../shared/domain/utcDay.ts';
import { TransientError } from '../../../shared/errors.ts';
import { sectionBlocks } from '../../../shared/pipeline/market/sectionBlocks.ts';
import { sectionsAhead } from '../../../shared/pipeline/market/sectionsAhead.ts';
import { fakeCmc } from '../../support/fakeMarket.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';

const LAST: UtcDay = '2026-11-23';
const back = (count: number, from = 0) => Array.from({ length: count }, (_, i) => addDays(LAST, -i - from));

/** A provider that notes how many days it is asked for at once, each for two credits. */
function opened(days: readonly UtcDay[], creditsLeft = () => Number.POSITIVE_INFINITY) {
  const cmc = fakeCmc();
  const asked: number[] = [];
  const provider = {
    ...cmc,
    crossSectionCost: ({ days: some }: { days: readonly UtcDay[] }) => ({
      requests: some.length,
      credits: 2 * some.length,
    }),
    crossSections: async ({ days: some, top }: { days: readonly UtcDay[]; top: number }) => {
      asked.push(some.length);
      if (cmc.fault) throw cmc.fault;
      const bars = some.map(async (day) => [day, await cmc.crossSection!({ day, top }, limitOf())] as const);
      return new Map(await Promise.all(bars));
    },
  };
  return { cmc, asked, ahead: sectionsAhead(provider, { days, creditsLeft }) };
}

const ask = (ahead: ReturnType<typeof opened>['ahead'], day: UtcDay) =>
  ahead.crossSection!({ day, top: 10 }, limitOf());

describe('days that are asked for ahead', () => {
  it('are told one by one, each once, and cost nothing when their turn comes', async () => {
    const days = back(30);
    const { ahead, asked, cmc } = opened(days);
    expect(ahead.crossSectionCost!({ days: [LAST], top: 10 })).toEqual({ requests: 25, credits: 50 });
    for (const day of days)
      expect(await ask(ahead, day)).toEqual(await cmc.crossSection!({ day, top: 10 }, limitOf()));
    expect(asked).toEqual([25, 5]);
    await ask(ahead, LAST);
    expect(asked).toHaveLength(3);
  });

  it('come alone after a failure, then two, then four', async () => {
    const days = back(30);
    const { ahead, asked, cmc } = opened(days);
    cmc.fault = new TransientError('server_error', 'GET … answered 503');
    expect(await rejectionOf(ask(ahead, days[0]!))).toBe(cmc.fault);
    cmc.fault = undefined;
    for (const day of days.slice(1)) await ask(ahead, day);
    expect(asked).toEqual([25, 1, 2, 4, 8, 14]);
  });

  it('are as many as the credits are enough for, and one at least', async () => {
    let credits = 7;
    const { ahead, asked } = opened(back(10), () => credits);
    await ask(ahead, LAST);
    credits = 0;
    await ask(ahead, addDays(LAST, -3));
    expect(asked).toEqual([3, 1]);
  });
});

it('makes blocks of days without a gap', () => {
  const days = [...back(30), ...back(1, 32), ...back(2, 40)];
  const blocks = sectionBlocks(days);
  expect(blocks.map(({ length }) => length)).toEqual([25, 5, 1, 2]);
  expect(blocks.flat()).toEqual(days);
});
