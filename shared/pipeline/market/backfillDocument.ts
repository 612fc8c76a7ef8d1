import type { UtcDay } from '../../domain/utcDay.ts';
import type { BackfillPlan, BeyondPlan } from './backfillPlan.ts';
import type { Damage } from './marketPorts.ts';
import type { ProviderReport } from './providerReports.ts';

export const GO_ON = 'The same command goes on with what is left.';

export interface BackfillDocument {
  /** `done`: all there is to have. `partial`: days failed that may come another time. `stopped`: the rest was not tried. */
  readonly outcome: 'done' | 'partial' | 'stopped';
  readonly reason: string;
  readonly next: string | null;
  readonly days: { readonly done: number; readonly failed: readonly UtcDay[]; readonly left: number };
  readonly rows: number;
  readonly corrections: number;
  readonly providers: readonly ProviderReport[];
  /** Files of the store that could not be read. */
  readonly damaged: readonly Damage[];
}

/** Why there is no point in going on now, and when there is. */
export interface Stop {
  readonly reason: string;
  readonly next: string;
  /** True where there is nothing more to be had: the plan does not reach back further. */
  readonly isEnd?: boolean;
}

function reachText({ source, reachesTo, days }: BeyondPlan): string {
  const many = days === 1 ? 'day is' : 'days are';
  return `${source}'s plan does not reach back beyond ${reachesTo}: ${days} missing ${many} older`;
}

interface Facts extends Pick<BackfillDocument, 'rows' | 'corrections' | 'providers' | 'damaged'> {
  readonly plan: Pick<BackfillPlan, 'days' | 'beyond'>;
  readonly done: number;
  readonly failed: readonly UtcDay[];
}

/** What a run came to. @param stop why it ended before all days were tried */
export function backfillDocument(facts: Facts, stop: Stop | undefined): BackfillDocument {
  const { plan, done, failed, rows, corrections, providers, damaged } = facts;
  const left = plan.days.length - done;
  const reach = plan.beyond ? [reachText(plan.beyond)] : [];
  const all = [`${done} of ${plan.days.length} days fetched`, ...reach].join('; ');
  const isStopped = stop !== undefined && !stop.isEnd;
  return {
    outcome: isStopped ? 'stopped' : failed.length > 0 ? 'partial' : 'done',
    reason: stop ? `${all}; ${stop.reason}` : all,
    next: stop?.next ?? (failed.length > 0 ? GO_ON : null),
    days: { done, failed, left },
    rows,
    corrections,
    providers,
    damaged,
  };
}
