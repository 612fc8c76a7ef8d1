import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import { UsageError } from '../../shared/errors.ts';
import { type BackfillProgress, backfillMarket } from '../../shared/pipeline/backfillMarket.ts';
import type { BackfillDocument } from '../../shared/pipeline/market/backfillDocument.ts';
import { planBackfill } from '../../shared/pipeline/market/backfillPlan.ts';
import { newestDay } from '../../shared/pipeline/market/openDays.ts';
import type { Log } from '../../shared/ports.ts';
import { backfillText, planText } from '../backfillText.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { marketIn, openMarket } from '../openMarket.ts';
import { readSettings } from '../readSettings.ts';
import { limitOf, placeOf } from '../wiring.ts';

interface BackfillOptions {
  readonly from?: UtcDay;
  readonly to?: UtcDay;
  readonly maxCredits?: number;
  readonly recheck?: true;
  readonly estimate?: true;
}

/** Longer than any plan's limit a minute makes of the longest history. */
const SECONDS = 24 * 3600;

/** The history that is missing into the store; first of all what that takes. */
export const marketBackfill: CommandFunction<BackfillOptions> = async (options, terminal) => {
  const market = marketIn(await readSettings(options.settings));
  const { top, historyDays } = market;
  const limit = limitOf(SECONDS, interruption());
  const ports = await openMarket(placeOf(options), market, withoutSteps(terminal.log));
  const { from, to } = rangeOf(options, historyDays);
  const plan = await planBackfill(ports, { from, to, top, recheck: options.recheck ?? false }, limit);
  const { days, there, beyond = null, costs } = plan;
  const minutes = Math.round(plan.minutes * 10) / 10;
  const estimate = { from, to, days: days.length, there, beyond, minutes, costs };
  if (options.estimate) return { document: estimate, text: planText(plan, terminal.paint) };
  terminal.note(planText(plan, terminal.paintNote));
  const working = terminal.working(days.length > 0 ? `${days.length} days to go` : '');
  const startedAt = Date.now();
  const onProgress = (progress: BackfillProgress) =>
    working.say(progressText(progress, Date.now() - startedAt), progress.done / progress.total);
  const { maxCredits } = options;
  const work = { plan, top, historyDays, maxCredits, limit, onProgress, onStep: working.begin };
  const document = await backfillMarket(ports, work).finally(() => working.stop());
  return {
    document: { ...document, estimate },
    text: backfillText(document, terminal.paint),
    exitCode: exitCodeOf(document),
  };
};

/** As for `collect`: a day that is stored is no failure, though a part of it may be missing. */
function exitCodeOf({ outcome, days }: BackfillDocument): number {
  return outcome === 'stopped' || days.failed.length > 0 ? 1 : 0;
}

/** @throws UsageError `usage` for a range that has no day, or one that is not over */
function rangeOf(
  options: BackfillOptions,
  historyDays: number,
): Pick<Required<BackfillOptions>, 'from' | 'to'> {
  const newest = newestDay(new Date());
  const to = options.to ?? newest;
  const from = options.from ?? addDays(to, 1 - historyDays);
  if (to > newest)
    throw new UsageError('usage', `--to ${to} is not over yet; the newest close is of ${newest}`);
  if (from > to) throw new UsageError('usage', `--from ${from} is after --to ${to}`);
  return { from, to };
}

/** A day is no news when the bar moves on with every one; what goes wrong is. */
function withoutSteps(log: Log): Log {
  return { ...log, info: () => undefined };
}

function progressText({ done, total, day, credits }: BackfillProgress, tookMs: number): string {
  const minutes = Math.ceil((tookMs / done) * ((total - done) / 60_000));
  const left = done > 0 ? `about ${minutes} min left` : '';
  return [day, `${done} of ${total} days`, `${credits} credits`, left].join('  ');
}
