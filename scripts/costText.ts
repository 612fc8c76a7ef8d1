import type { CostEstimate } from '../shared/domain/costEstimate.ts';
import type { Paint } from './terminal.ts';
import { textTable } from './textTable.ts';

const HEADER = ['service', 'a month', '', 'with free tier', 'without'];

/** The answer, a line per thing that is paid for, and where the prices are from. */
export function costText({ deployed, priced, lines, total }: CostEstimate, paint: Paint): string {
  const { slots, market } = deployed;
  const what = `${slots} ${slots === 1 ? 'slot' : 'slots'}${market ? ' and market data' : ''}`;
  const answer = `About ${usd(total.withFreeTier)} a month for ${what}; ${usd(total.withoutFreeTier)} without the always-free tier`;
  const rows = lines.map(({ service, unit, quantity, withFreeTier, withoutFreeTier }) => [
    service,
    amount(quantity),
    unit,
    usd(withFreeTier),
    usd(withoutFreeTier),
  ]);
  return [
    paint('bold', answer),
    textTable(HEADER, [...rows, ['total', '', '', usd(total.withFreeTier), usd(total.withoutFreeTier)]]),
    `Prices of ${priced.on}, ${priced.region}, ${priced.source}. Run times are assumed on the large side, and the free tier is taken to be unused by anything else; fees of data providers come on top.`,
  ].join('\n\n');
}

function usd(value: number): string {
  return `$${value.toFixed(2)}`;
}

function amount(value: number): string {
  return value >= 10 || Number.isInteger(value)
    ? Math.round(value).toLocaleString('en')
    : value.toPrecision(2);
}
