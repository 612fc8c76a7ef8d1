import { expect, it } from '@jest/globals';
import { planText } from '../../scripts/backfillText.ts';
import type { BackfillPlan } from '../../shared/pipeline/market/backfillPlan.ts';

const plain = (_: string, text: string) => text;
const allowance = { plan: '15000 credits a month', creditsLeft: 100, resetsAt: new Date('2026-12-01') };
const plan: BackfillPlan = {
  days: ['2026-11-23', '2026-11-22'],
  sections: ['2026-11-23', '2026-11-22'],
  there: 0,
  beyond: undefined,
  unrecorded: [],
  recheck: false,
  costs: [{ source: 'coinmarketcap', requests: 2, credits: 20, perMinute: 24, allowance }],
  minutes: 2 / 24,
};

it('says what a backfill takes, of whom and how long', () => {
  expect(planText(plan, plain).split('\n')).toEqual([
    '2 days to fetch, 2026-11-22 to 2026-11-23; less than a minute',
    expect.stringMatching(/^provider +requests +credits +left of the plan +at most/),
    expect.stringMatching(
      /^coinmarketcap +2 +20 +100 \(15000 credits a month, renewed 2026-12-01\) +24 a minute/,
    ),
  ]);
});

it.each([
  [0.99, 'less than a minute'],
  [15.2, 'about 16 min'],
  [119, 'about 119 min'],
  [183.3, 'about 3.1 h'],
])('tells %d minutes as "%s"', (minutes, told) => {
  expect(planText({ ...plan, minutes }, plain)).toContain(`; ${told}`);
});

it('names the days that the plan does not reach', () => {
  const beyond = { source: 'coinmarketcap', reachesTo: '2025-11-24', days: 35 };
  const told =
    "coinmarketcap's plan reaches back to 2025-11-24: 35 missing days before it are left out (a larger plan has them).";
  expect(planText({ ...plan, beyond }, plain)).toContain(told);
  expect(planText({ ...plan, days: [], sections: [], there: 365, costs: [], beyond }, plain)).toBe(
    `Nothing is missing that can be had: 365 days are there.\n${told}`,
  );
});
