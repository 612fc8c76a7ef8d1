import type { BackfillDocument } from '../shared/pipeline/backfillMarket.ts';
import type { BackfillPlan, ProviderCost } from '../shared/pipeline/market/backfillPlan.ts';
import type { Paint } from './terminal.ts';
import { textTable } from './textTable.ts';

const COLOURS = { done: 'green', partial: 'yellow', stopped: 'yellow' } as const;

/** What a backfill will take, before it begins. */
export function planText({ days, there, costs }: BackfillPlan, paint: Paint): string {
  if (days.length === 0) return `Nothing is missing: ${there} days are there.`;
  const span = `${days.length} days to fetch, ${days.at(-1)} to ${days[0]}`;
  const rows = costs.map((cost) => [cost.source, String(cost.requests), ...creditCells(cost)]);
  return [
    paint('bold', there > 0 ? `${span}; ${there} are there` : span),
    textTable(['provider', 'requests', 'credits', 'left of the plan'], rows),
    ...costs.flatMap((cost) => shortage(cost, days.length)),
  ].join('\n');
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
  const said = providers.map(({ source, rows: given, requests, credits, error }) => [
    source,
    ...[given, requests, credits].map(String),
    error ? paint('yellow', `${error.code}: ${error.message}`) : 'ok',
  ]);
  const waiting = corrections > 0 ? [`${corrections} corrections wait for market repair`] : [];
  const failed = days.failed.length > 0 ? [`failed: ${days.failed.join(', ')}`] : [];
  return [
    paint('bold', `${paint(COLOURS[outcome], outcome.toUpperCase())}  ${reason}`),
    [`${rows} rows stored`, ...waiting, ...failed].join('; '),
    said.length > 0 ? textTable(['provider', 'rows', 'requests', 'credits', 'said'], said) : '',
    next === null ? '' : `Next: ${next}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
