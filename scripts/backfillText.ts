import type { BackfillDocument } from '../shared/pipeline/market/backfillDocument.ts';
import type { BackfillPlan, BeyondPlan, ProviderCost } from '../shared/pipeline/market/backfillPlan.ts';
import { providersText } from './providersText.ts';
import type { Paint } from './terminal.ts';
import { textTable } from './textTable.ts';

const COLOURS = { done: 'green', partial: 'yellow', stopped: 'yellow' } as const;

/** What a backfill will take, before it begins. */
export function planText({ days, there, beyond, costs, minutes }: BackfillPlan, paint: Paint): string {
  if (days.length === 0) {
    return [
      `Nothing is missing${beyond ? ' that can be had' : ''}: ${there} days are there.`,
      ...reach(beyond),
    ].join('\n');
  }
  const span = `${days.length} days to fetch, ${days.at(-1)} to ${days[0]}`;
  const rows = costs.map((cost) => [cost.source, String(cost.requests), ...creditCells(cost), pace(cost)]);
  return [
    paint('bold', `${there > 0 ? `${span}; ${there} are there` : span}; ${duration(minutes)}`),
    textTable(['provider', 'requests', 'credits', 'left of the plan', 'at most'], rows),
    ...reach(beyond),
    ...costs.flatMap((cost) => shortage(cost, days.length)),
  ].join('\n');
}

/** What the limits a minute make of it; answers that are slow come on top. */
function duration(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  const whole = Math.ceil(minutes);
  return whole < 120 ? `about ${whole} min` : `about ${(whole / 60).toFixed(1)} h`;
}

function pace({ perMinute }: ProviderCost): string {
  return perMinute === null ? '-' : `${Math.round(perMinute)} a minute`;
}

function reach(beyond: BeyondPlan | undefined): string[] {
  if (!beyond) return [];
  const { source, reachesTo, days } = beyond;
  const older = days === 1 ? '1 missing day before it is' : `${days} missing days before it are`;
  return [`${source}'s plan reaches back to ${reachesTo}: ${older} left out (a larger plan has them).`];
}

function creditCells({ credits, allowance }: ProviderCost): string[] {
  const { creditsLeft, plan, resetsAt } = allowance ?? {};
  if (creditsLeft === undefined) return [credits > 0 ? String(credits) : '-', '-'];
  const renewed = resetsAt ? `, renewed ${resetsAt.toISOString().slice(0, 10)}` : '';
  return [String(credits), `${creditsLeft}${plan ? ` (${plan}${renewed})` : ''}`];
}

function shortage({ source, credits, allowance }: ProviderCost, days: number): string[] {
  const left = allowance?.creditsLeft ?? Number.POSITIVE_INFINITY;
  if (credits <= left) return [];
  const enough = Math.floor((days * left) / credits);
  return [
    `What is left of ${source}'s plan is enough for about ${enough} days; the rest waits for another time.`,
  ];
}

/** What a backfill came to. */
export function backfillText(document: BackfillDocument, paint: Paint): string {
  const { outcome, reason, next, rows, corrections, days, providers } = document;
  const waiting = corrections > 0 ? [`${corrections} corrections wait for market repair`] : [];
  const failed = days.failed.length > 0 ? [`failed: ${days.failed.join(', ')}`] : [];
  return [
    paint('bold', `${paint(COLOURS[outcome], outcome.toUpperCase())}  ${reason}`),
    [`${rows} rows stored`, ...waiting, ...failed].join('; '),
    providersText(providers, paint),
    next === null ? '' : `Next: ${next}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
