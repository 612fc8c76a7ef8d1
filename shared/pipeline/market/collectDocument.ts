import type { UtcDay } from '../../domain/utcDay.ts';
import type { Unresolved } from './collecting.ts';
import type { Damage } from './marketPorts.ts';
import type { ProviderReport } from './providerReports.ts';
import type { SettledDay } from './settledDay.ts';

interface DayReport {
  readonly day: UtcDay;
  /** `failed`: nothing is stored. `partial`: part of it is, and the next run asks for the rest. */
  readonly outcome: 'collected' | 'partial' | 'failed';
  /** Tokens there should be, tokens with a close, rows of all providers, rows that are new. */
  readonly expected: number;
  readonly collected: number;
  readonly rows: number;
  readonly added: number;
  readonly final: boolean;
  readonly gaps: number;
  readonly flags: number;
  /** Numbers told differently than they are stored. */
  readonly corrections: number;
}

/** What a run of `collect` came to. */
export interface CollectDocument {
  /** `complete`: nothing was left to do. */
  readonly outcome: 'nothing-configured' | 'complete' | 'collected' | 'partial' | 'failed';
  readonly reason: string;
  readonly next: string;
  readonly at: string;
  /** Newest first. */
  readonly days: readonly DayReport[];
  readonly providers: readonly ProviderReport[];
  /** Symbols of the live universe without a certain ucid: their tokens are collected only if large enough. */
  readonly unresolved: Unresolved;
  /** Files of the store that could not be read. */
  readonly damaged: readonly Damage[];
}

const NOBODY: Unresolved = { ambiguous: [], unknown: [] };
const NOT_CONFIGURED = 'the settings have no key "market"; rounds go on with Numerai\'s own features';

/** A run that had nothing to do. */
export function idleDocument(outcome: 'nothing-configured' | 'complete', now: Date): CollectDocument {
  const reason = outcome === 'complete' ? "yesterday's close is there" : NOT_CONFIGURED;
  const next = outcome === 'complete' ? nextRun(now) : 'add "market": {} to the settings';
  return {
    outcome,
    reason,
    next,
    at: now.toISOString(),
    days: [],
    providers: [],
    unresolved: NOBODY,
    damaged: [],
  };
}

interface RunFacts extends Pick<CollectDocument, 'providers' | 'unresolved' | 'damaged'> {
  readonly now: Date;
}

/** @param days newest first, at least one */
export function collectDocument(
  days: readonly SettledDay[],
  { providers, unresolved, damaged, now }: RunFacts,
): CollectDocument {
  const reports = days.map(dayReport);
  const outcomes = reports.map(({ outcome }) => outcome);
  const isWhole = outcomes.every((outcome) => outcome === 'collected');
  const outcome = outcomes[0] === 'failed' ? 'failed' : isWhole ? 'collected' : 'partial';
  const reason = reports.map(reasonOf).join('; ');
  const trouble = providers.flatMap(({ source, error }) => (error ? [`${source}: ${error.message}`] : []));
  return {
    outcome,
    reason: [reason, ...damaged.map(damageText), ...(isWhole ? [] : trouble)].join('; '),
    next: nextRun(now),
    at: now.toISOString(),
    days: reports,
    providers,
    unresolved,
    damaged,
  };
}

function damageText({ key, aside }: Damage): string {
  if (aside !== null) return `${key} could not be read and was written anew, the old one is ${aside}`;
  return `${key} cannot be read: market repair puts it aside`;
}

function dayReport({ day, added, corrections, record }: SettledDay): DayReport {
  if (!record) {
    const nothing = { expected: 0, collected: 0, rows: 0, added: 0, gaps: 0, flags: 0 };
    return { day, outcome: 'failed', ...nothing, final: false, corrections };
  }
  const { expected, collected, sources, final, gaps, flags, complete, pending } = record;
  const outcome = complete && (final || pending.length === 0) ? 'collected' : 'partial';
  const rows = sources.reduce((sum, one) => sum + one.rows, 0);
  return {
    day,
    outcome,
    expected,
    collected,
    rows,
    added,
    final,
    gaps: gaps.length,
    flags: flags.length,
    corrections,
  };
}

function reasonOf({ day, outcome, collected, expected, final, corrections }: DayReport): string {
  if (outcome === 'failed') return `${day}: nothing`;
  const states = [
    ...(final ? ['final'] : []),
    ...(outcome === 'partial' ? [final ? 'not whole' : 'not whole yet'] : []),
    ...(corrections > 0 ? [`${corrections} corrections for market repair`] : []),
  ];
  return [`${day}: ${collected} of ${expected} tokens`, ...states].join(', ');
}

/** The next of the two schedules, 00:40 and 11:40 UTC. */
function nextRun(now: Date): string {
  const minutes = now.getUTCHours() * 60 + now.getUTCMinutes();
  const isMorning = minutes >= 40 && minutes < 11 * 60 + 40;
  return isMorning
    ? 'the run at 11:40 UTC fills what is missing'
    : 'the run at 00:40 UTC collects the next close';
}
