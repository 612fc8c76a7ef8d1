import { addDays, type UtcDay } from '../domain/utcDay.ts';
import type { AppError } from '../errors.ts';
import type { Limit } from '../ports.ts';
import {
  type BackfillDocument,
  backfillDocument,
  GO_ON,
  type LackingDay,
  type Stop,
} from './market/backfillDocument.ts';
import type { BackfillPlan } from './market/backfillPlan.ts';
import { addBars, readBars } from './market/barStore.ts';
import { beginCollecting, keepIdentity } from './market/beginCollecting.ts';
import { type CollectedIndexes, collectIndexes } from './market/collectIndexes.ts';
import { type Collecting, finalAt, namesByUcid, offersMore } from './market/collecting.ts';
import { addCorrections } from './market/correctionStore.ts';
import { damageNotes } from './market/damageNotes.ts';
import { readRecord, writeRecord } from './market/dayRecords.ts';
import { gatherWholeDay } from './market/gatherDay.ts';
import { mapStandIns } from './market/mapStandIns.ts';
import type { MarketPorts } from './market/marketPorts.ts';
import { neighbourOf } from './market/neighbourOf.ts';
import { refreshPanel } from './market/panelStore.ts';
import { prefetching } from './market/prefetching.ts';
import { recoverRecord } from './market/recoverRecord.ts';
import { sectionsAhead } from './market/sectionsAhead.ts';
import { settledDay } from './market/settledDay.ts';
import { withAside } from './market/withAside.ts';

/** Days whose second providers are asked in one go. */
const BLOCK_DAYS = 100;
/** Of a block the days before and after it are asked for as well: they tell whose dates are right. */
const BESIDE_DAYS = 1;
/** So many days in a row without an answer, and the rest will not come either. */
const GIVE_UP_AFTER = 3;
/** One cross-section with all its retries. */
const SHARE_MS = 10 * 60_000;
const INTERRUPTED: Stop = { reason: 'interrupted', next: GO_ON };

export interface BackfillOptions {
  readonly plan: BackfillPlan;
  readonly top: number;
  /** Days in the panel. */
  readonly historyDays: number;
  readonly maxCredits?: number | undefined;
  readonly limit: Limit;
  readonly onProgress?: (progress: BackfillProgress) => void;
  /** Told of work that is no day. */
  readonly onStep?: (step: string) => void;
}

export interface BackfillProgress {
  readonly done: number;
  readonly total: number;
  readonly day: UtcDay;
  readonly credits: number;
}

interface State {
  readonly run: Collecting;
  readonly options: BackfillOptions;
  readonly sections: ReadonlySet<UtcDay>;
  readonly failed: UtcDay[];
  /** Days whose partition is new: the panel may have had another one. */
  readonly written: UtcDay[];
  readonly lacking: LackingDay[];
  /** Of the days that are done. */
  newest?: UtcDay;
  done: number;
  rows: number;
  corrections: number;
  failedInARow: number;
}

/**
 * Fetches the days of a plan, newest first, each written whole before the next is asked for: stopped anywhere, by a
 * spent allowance, by Ctrl-C or by a power cut, it goes on where it was. A partition that is there is never changed.
 *
 * @throws AppError of the store only
 */
export async function backfillMarket(
  given: MarketPorts,
  options: BackfillOptions,
): Promise<BackfillDocument> {
  const damage = damageNotes(given.log);
  const ports = { ...given, onDamage: damage.note };
  const { limit, top, plan, historyDays } = options;
  const startedAt = ports.clock.now().getTime();
  const run = await beginCollecting(ports, { top, limit, shareMs: SHARE_MS });
  const counts = { done: 0, rows: 0, corrections: 0, failedInARow: 0 };
  const sections = new Set(plan.sections);
  const state: State = { run, options, sections, failed: [], written: [], lacking: [], ...counts };
  let stop: Stop | undefined;
  try {
    for (const day of plan.unrecorded) await recoverRecord(ports, day);
    for (let at = 0; at < plan.days.length && !stop; at += BLOCK_DAYS) {
      stop = await fillBlock(state, plan.days.slice(at, at + BLOCK_DAYS));
    }
    if (state.newest && stop !== INTERRUPTED) {
      const tookMs = ports.clock.now().getTime() - startedAt;
      await mapStandIns(run, { day: state.newest, tookMs, onStep: options.onStep });
    }
  } finally {
    await keepIdentity(run);
    await refreshPanel(ports, { changed: state.written, keep: historyDays });
  }
  const { done, failed, lacking, rows, corrections } = state;
  const facts = {
    plan,
    done,
    failed,
    lacking,
    rows,
    corrections,
    providers: run.reports.list(),
    damaged: damage.list(),
  };
  return backfillDocument(facts, stop);
}

/** Of a whole history they would take hours, and give nothing; only who is who there is found out, at the end. */
function isStandIn({ ports }: Collecting, source: string): boolean {
  const first = ports.providers.find(namesByUcid);
  const provider = ports.providers.find((one) => one.source === source);
  return first !== undefined && provider !== undefined && provider !== first && !offersMore(provider, first);
}

/** @param days newest first, of the plan */
async function fillBlock(state: State, days: readonly UtcDay[]): Promise<Stop | undefined> {
  const { ports } = state.run;
  const range = { from: days.at(-1)!, to: days[0]! };
  const fetched = { from: addDays(range.from, -BESIDE_DAYS), to: addDays(range.to, BESIDE_DAYS) };
  const sections = {
    days: days.filter((day) => state.sections.has(day)),
    creditsLeft: () => creditsLeft(state),
  };
  // What a plan reaches, and no more: for tokens of the live universe that are too small for the cross-sections.
  const reached = { from: sections.days.at(-1) ?? range.to, to: range.to };
  const providers = ports.providers.map((one) =>
    namesByUcid(one) ? prefetching(sectionsAhead(one, sections), reached) : prefetching(one, fetched),
  );
  const run = { ...state.run, ports: { ...ports, providers }, besideDays: BESIDE_DAYS };
  const indexes = await collectIndexes(
    run,
    days.map((day) => ({ day, wants: () => true })),
  );
  for (const day of days) {
    const stop = reasonToStop(state, run, day) ?? (await fillDay(state, run, { day, indexes }));
    if (stop) return stop;
    const { plan, onProgress } = state.options;
    onProgress?.({ done: state.done, total: plan.days.length, day, credits: creditsOf(run) });
  }
  return undefined;
}

function reasonToStop({ sections, options }: State, run: Collecting, day: UtcDay): Stop | undefined {
  const { limit, maxCredits = Number.POSITIVE_INFINITY, top } = options;
  if (limit.signal.aborted) return INTERRUPTED;
  const first = sections.has(day) ? run.ports.providers.find(namesByUcid) : undefined;
  const credits = creditsOf(run) + (first?.crossSectionCost?.({ days: [day], top }).credits ?? 0);
  if (credits <= maxCredits) return undefined;
  return { reason: `one more day would pass ${maxCredits} credits`, next: GO_ON };
}

async function fillDay(
  state: State,
  run: Collecting,
  { day, indexes }: { day: UtcDay; indexes: CollectedIndexes },
): Promise<Stop | undefined> {
  const { ports } = run;
  const before = await readBars(ports, day);
  const neighbour = await neighbourOf(ports, day);
  const known = before && (await readRecord(ports.store, day));
  const isOwed = (source: string) => !known || state.options.plan.recheck || known.pending.includes(source);
  const wants = (source: string) => isOwed(source) && !isStandIn(run, source);
  const closing = ports.clock.now() >= finalAt(day);
  const gathered = await gatherWholeDay(run, { day, stored: before ?? [], neighbour, wants, closing });
  if (!gathered) return noteFailure(state, day);
  const merged = await addBars(ports, { day, bars: gathered.bars, closed: before !== undefined });
  const corrections = await addCorrections(ports, day, {
    corrections: merged.corrections,
    told: before ? gathered.bars : [],
  });
  if (!before || known?.final) {
    const told = withAside(gathered, merged);
    const stored = { open: { day, record: known, closing }, gathered: told, merged, corrections };
    const { record } = settledDay(stored, indexes, ports.clock.now());
    if (record) await writeRecord(ports.store, record);
  }
  const final = known ? known.final : closing;
  state.lacking.push(...gathered.lacks.map((lack) => ({ day, ...lack, final })));
  state.newest ??= day;
  if (merged.added > 0) state.written.push(day);
  state.done += 1;
  state.failedInARow = 0;
  state.rows += merged.added;
  state.corrections += corrections;
  return undefined;
}

/** A refusal is final; what may heal is left for another time, unless it goes on and on. */
function noteFailure(state: State, day: UtcDay): Stop | undefined {
  const { run, options } = state;
  if (options.limit.signal.aborted) return INTERRUPTED;
  const source = run.ports.providers.find(namesByUcid)?.source ?? '';
  const error = run.reports.errorOf(source);
  if (error && isEndOfPlan(error, state)) {
    const reason = `${source}'s plan does not reach back to ${day} (${error.message})`;
    return { reason, next: error.hint, isEnd: true };
  }
  state.failed.push(day);
  state.failedInARow += 1;
  const mayHeal = error?.retryable === true && state.failedInARow < GIVE_UP_AFTER;
  if (mayHeal) return undefined;
  const reason = error ? `${day}: ${error.message}` : `${day}: no provider has the tokens of a past day`;
  const resetsAt = options.plan.costs.find((cost) => cost.source === source)?.allowance?.resetsAt;
  const when = resetsAt ? ` (its allowance is renewed at ${resetsAt.toISOString()})` : '';
  return { reason, next: `${error?.hint ?? 'Add coinmarketcap to the providers.'} ${GO_ON}${when}` };
}

/** The documentation leaves open which of the two a plan says of days before its history. */
function isEndOfPlan({ code }: AppError, { done, options }: State): boolean {
  const answersLaterDays = done + options.plan.there > 0;
  return code === 'plan_lacks_history' || (code === 'plan_lacks_endpoint' && answersLaterDays);
}

/** Of what may be spent and of what the first provider's plan had when it was asked. */
function creditsLeft({ run, options: { plan, maxCredits = Number.POSITIVE_INFINITY } }: State): number {
  const source = run.ports.providers.find(namesByUcid)?.source;
  const allowance = plan.costs.find((cost) => cost.source === source)?.allowance;
  return Math.min(maxCredits, allowance?.creditsLeft ?? Number.POSITIVE_INFINITY) - creditsOf(run);
}

function creditsOf({ reports }: Collecting): number {
  return reports.list().reduce((sum, { credits }) => sum + credits, 0);
}
