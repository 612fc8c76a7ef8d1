import type { DayStatus, MarketStatusDocument, ProviderStatus } from '../shared/pipeline/marketStatus.ts';
import { AUTOPILOT } from './program/command.ts';
import type { Paint } from './terminal.ts';
import { textTable } from './textTable.ts';

/** Days that are shown one by one. */
const SHOWN = 10;
const REMARKS_SHOWN = 8;

/** The market store for people: the span, the providers, the newest days, what is odd, what to do. */
export function marketStatusText(status: MarketStatusDocument, paint: Paint): string {
  const { from, to, days, providers } = status;
  if (from === null) return `The store has no market history yet. Fetch it: ${AUTOPILOT} market backfill`;
  return [
    `${paint('bold', `${from} to ${to}`)}: ${days.length} days looked at${written(status)}`,
    textTable(
      PROVIDERS,
      providers.map((one) => providerCells(one, days)),
    ),
    textTable(
      DAYS,
      days.slice(0, SHOWN).map((day) => dayCells(day, status.damaged, paint)),
    ),
    oddities(days),
    lastRun(status),
    ...advice(status),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function written({ lastUpdate }: MarketStatusDocument): string {
  return lastUpdate ? `, last written ${minutes(lastUpdate)}` : '';
}

/** What `collect` said, and whom it does not know. */
function lastRun({ lastRun: run }: MarketStatusDocument): string {
  if (!run) return '';
  const { ambiguous = [], unknown = [] } = run.unresolved ?? {};
  const open = [...ambiguous.map(({ symbol, ucids }) => `${symbol} (${ucids.join(' or ')})`), ...unknown];
  const symbols =
    open.length > 0 ? `\nSymbols of the live universe without a certain ucid: ${open.join(', ')}` : '';
  return `Last run of collect, ${minutes(run.at)}: ${run.reason}${symbols}`;
}

/** `2026-11-23 10:15 UTC` */
function minutes(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

const PROVIDERS = ['provider', 'days', 'last day', 'tokens mapped', 'not mapped'];
const DAYS = ['day', 'tokens', 'rows by provider', 'gaps', 'flags', 'corrections', 'state'];

function providerCells(
  { source, days, lastDay, mapped, unmapped }: ProviderStatus,
  all: readonly DayStatus[],
) {
  const share = `${days} of ${all.length}`;
  return [
    source,
    share,
    lastDay ?? '-',
    mapped === null ? 'by ucid' : String(mapped),
    String(unmapped.length),
  ];
}

function dayCells(day: DayStatus, damaged: readonly string[], paint: Paint): string[] {
  const rows = day.sources.map(({ source, rows }) => `${source} ${rows}`).join(', ');
  const isDamaged = damaged.some((key) => key.startsWith(`market/bars/date=${day.day}/`));
  const whole = day.complete ? 'whole' : paint('yellow', 'not whole');
  const state = isDamaged ? paint('red', 'damaged') : whole;
  return [
    day.day,
    `${day.collected}/${day.expected ?? '?'}`,
    rows,
    String(day.gaps.length),
    String(day.flags.length),
    String(day.corrections),
    `${state}, ${day.final ? 'final' : 'open'}`,
  ];
}

/** Flags first: what is stored but odd weighs more than what is missing. */
function oddities(days: readonly DayStatus[]): string {
  const flags = days.flatMap(({ day, flags: of }) => of.map((remark) => ({ day, ...remark })));
  if (flags.length === 0) return '';
  const lines = flags
    .slice(0, REMARKS_SHOWN)
    .map(({ day, source, symbol, reason }) => [day, source, symbol, reason]);
  const more =
    flags.length > REMARKS_SHOWN ? `\n… and ${flags.length - REMARKS_SHOWN} more: --json has them all` : '';
  return textTable(['flagged', 'provider', 'symbol', 'what'], lines) + more;
}

function advice({ missing, days, damaged }: MarketStatusDocument): string[] {
  const waiting = days.reduce((sum, { corrections }) => sum + corrections, 0);
  const verb = missing.length === 1 ? 'day is' : 'days are';
  const holes = missing.length > 0 ? `${missing.length} ${verb} missing: ${spans(missing)}` : '';
  const those = damaged.slice(0, REMARKS_SHOWN).join('\n  ');
  const more = damaged.length > REMARKS_SHOWN ? `\n  and ${damaged.length - REMARKS_SHOWN} more` : '';
  return [
    damaged.length > 0
      ? `Cannot be read, and counts as missing:\n  ${those}${more}\nNext: ${AUTOPILOT} market repair, then market backfill`
      : '',
    holes && `${holes}\nNext: ${AUTOPILOT} market backfill`,
    waiting > 0 ? `${waiting} corrections wait\nNext: ${AUTOPILOT} market repair` : '',
  ];
}

function spans(days: readonly string[]): string {
  const shown = days.slice(0, REMARKS_SHOWN).join(', ');
  return days.length > REMARKS_SHOWN ? `${shown}, …` : shown;
}
