import type { UtcDay } from '../../domain/utcDay.ts';
import type { BackfillPlan, BeyondPlan } from './backfillPlan.ts';
import type { Lack } from './gatherDay.ts';
import type { Damage } from './marketPorts.ts';
import type { ProviderReport } from './providerReports.ts';

export const GO_ON = 'The same command goes on with what is left.';

/** Days that are named, of each provider; the document has them all. */
const LACKS_TOLD = 3;
const ASK_AGAIN =
  'The same command asks again for what is not whole, which `market repair` then puts into the history; `market status` shows those days.';

/** What a stored day still needs of a provider. */
export interface LackingDay extends Lack {
  readonly day: UtcDay;
  /** True for a day that `collect` does not ask for any more. */
  readonly final: boolean;
}

export interface BackfillDocument {
  /**
   * `done`: all there is to have. `partial`: days failed, or are not whole, and more may come another time. `stopped`:
   * the rest was not tried.
   */
  readonly outcome: 'done' | 'partial' | 'stopped';
  readonly reason: string;
  readonly next: string | null;
  readonly days: { readonly done: number; readonly failed: readonly UtcDay[]; readonly left: number };
  /** Days that are stored and not whole, newest first. */
  readonly lacking: readonly LackingDay[];
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

interface Facts extends Pick<BackfillDocument, 'lacking' | 'rows' | 'corrections' | 'providers' | 'damaged'> {
  readonly plan: Pick<BackfillPlan, 'days' | 'beyond'>;
  readonly done: number;
  readonly failed: readonly UtcDay[];
}

/** What a run came to. @param stop why it ended before all days were tried */
export function backfillDocument(facts: Facts, stop: Stop | undefined): BackfillDocument {
  const { plan, done, failed, ...rest } = facts;
  const left = plan.days.length - done;
  const reach = plan.beyond ? [reachText(plan.beyond)] : [];
  const all = [
    `${done} of ${plan.days.length} days fetched`,
    ...reach,
    ...lackTexts(rest.lacking),
    ...(stop ? [stop.reason] : []),
  ];
  const isPartial = failed.length > 0 || rest.lacking.length > 0;
  return {
    outcome: stop && !stop.isEnd ? 'stopped' : isPartial ? 'partial' : 'done',
    reason: all.join('; '),
    next: stop?.next ?? nextOf(facts),
    days: { done, failed, left },
    ...rest,
  };
}

/** `binance is not whole on 12 days: 2026-11-21 (the closes are those of 2026-11-20), … and 9 more` */
function lackTexts(lacking: readonly LackingDay[]): string[] {
  return [...new Set(lacking.map(({ source }) => source))].map((source) => {
    const days = lacking.filter((one) => one.source === source);
    const told = days.slice(0, LACKS_TOLD).map(({ day, reason }) => `${day} (${reason})`);
    const more = days.length > LACKS_TOLD ? ` and ${days.length - LACKS_TOLD} more` : '';
    const many = days.length === 1 ? 'one day' : `${days.length} days`;
    return `${source} is not whole on ${many}: ${told.join(', ')}${more}`;
  });
}

function nextOf({ failed, lacking }: Facts): string | null {
  const open = [...new Set(lacking.filter(({ final }) => !final).map(({ day }) => day))];
  const parts = [
    ...(failed.length > 0 ? [GO_ON] : []),
    ...(lacking.some(({ final }) => final) ? [ASK_AGAIN] : []),
    ...(open.length > 0 ? [`\`collect\` asks at its next run for what ${open.join(', ')} lacks.`] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : null;
}
