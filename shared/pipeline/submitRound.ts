import { type Round, roundPhase } from '../domain/round.ts';
import { type RunDocument, runDocument, type SlotReport } from '../domain/runDocument.ts';
import { AppError } from '../errors.ts';
import type { Limit, Ports } from '../ports.ts';
import { announce } from './announce.ts';
import { type Claim, releaseClaim } from './claim.ts';
import { confirmUploads, type Verdict } from './confirmUploads.ts';
import { noteAttempt, type PendingUpload } from './createUpload.ts';
import { liveUniverse } from './liveUniverse.ts';
import { resolveSlots, type UnresolvedSlot } from './resolveSlots.ts';
import { type Run, type RunOptions, type Slot, untilDeadline, withinRunTime } from './run.ts';
import { planSlot } from './slotPlan.ts';
import { concluded, failed, isoSeconds, kept, nextRound } from './slotReports.ts';
import { uploadSlot } from './uploadSlot.ts';

/**
 * One tick: is a round open, which slots still need a confirmed submission, predict, check, upload, confirm.
 * The Lambda, the command line and the tests call this same function.
 *
 * Every expected ending is an outcome in the document, with its reason and what happens next. A slot in trouble
 * never stops the others.
 *
 * @throws AppError only when no slot could be judged: Numerai does not answer, the keys are wrong
 */
export async function submitRound(ports: Ports, options: RunOptions): Promise<RunDocument> {
  return withinRunTime(ports, options.signal, async (limit) => {
    const round = await ports.numerai.currentRound(limit);
    const phase = round && roundPhase(round, ports.clock.now());
    if (!round || phase === 'before' || phase === 'closed' || phase === undefined)
      return noOpenRound(ports, round);
    const until = isoSeconds(phase === 'on-time' ? round.closeStakingTime : round.closeTime);
    ports.log.info(`Round ${round.number} is open, ${phase} until ${until}`);
    options.onRound?.(round);

    const slots = await resolveSlots(ports, { settings: options.settings, only: options.slot, limit });
    const run = startRun(ports, options, { round, phase, limit });
    try {
      const sent = await Promise.all(slots.map((slot) => sendSlot(run, slot)));
      return runDocument({ round: round.number, slots: await conclude(run, sent) });
    } finally {
      await Promise.all(run.claims.map((claim) => releaseClaim(ports, claim)));
    }
  });
}

function noOpenRound(ports: Ports, round: Round | undefined): RunDocument {
  const now = ports.clock.now();
  if (round && round.openTime > now) {
    const reason = `round ${round.number} opens at ${isoSeconds(round.openTime)}`;
    return runDocument({ round: null, slots: [], reason, next: reason });
  }
  return runDocument({ round: null, slots: [], reason: 'no round is open', next: nextRound(now) });
}

function startRun(
  ports: Ports,
  options: RunOptions,
  { round, phase, limit }: { round: Round; phase: Run['phase']; limit: Limit },
): Run {
  const { settings, runId, dryRun = false } = options;
  const deadlineLimit = untilDeadline(limit, round, phase);
  const claims: Claim[] = [];
  let live: ReturnType<Run['live']> | undefined;
  const { acceptStaleLiveDays } = settings;
  return {
    ports,
    settings,
    runId,
    dryRun,
    round,
    phase,
    limit: deadlineLimit,
    runLimit: limit,
    live: () => (live ??= liveUniverse(ports, { round, acceptStaleLiveDays, limit: deadlineLimit })),
    modelOutputs: new Map(),
    userDays: new Map(),
    panels: new Map(),
    claims,
  };
}

async function sendSlot(run: Run, slot: Slot | UnresolvedSlot): Promise<SlotReport | PendingUpload> {
  if ('error' in slot) return failed(slot.name, slot.error);
  try {
    return await uploadSlot(run, slot);
  } catch (error) {
    run.ports.log.warn(`${slot.name}: failed`, { error });
    return failed(slot.name, error);
  }
}

/** Asks for all verdicts together, within one budget. */
async function conclude(run: Run, sent: readonly (SlotReport | PendingUpload)[]): Promise<SlotReport[]> {
  const uploads = sent.filter((one) => 'submissionId' in one);
  const verdicts = uploads.length > 0 ? await confirmUploads(run, uploads) : [];
  const verdictOf = new Map(uploads.map((upload, i) => [upload, verdicts[i]!]));
  return Promise.all(
    sent.map((one) => ('submissionId' in one ? settle(run, one, verdictOf.get(one)!) : one)),
  );
}

async function settle(run: Run, upload: PendingUpload, verdict: Verdict): Promise<SlotReport> {
  const { status, accepted, confirmed } = verdict;
  if (upload.attempt) {
    const outcome = { status, confirmed, ...(accepted === undefined ? {} : { accepted }) };
    await noteAttempt(run, upload.slot, { ...upload.attempt, ...outcome });
  }
  const report = concluded(run, upload, verdict);
  run.ports.log.info(`${upload.slot.name}: ${report.outcome}, ${report.reason}`);
  await tellOfOtherFormat(run, upload, report);
  return report.outcome === 'unconfirmed' && upload.replaces
    ? ((await stillStanding(run, upload, report)) ?? report)
    : report;
}

/** A file in another format than asked for shows in no outcome. */
async function tellOfOtherFormat(run: Run, upload: PendingUpload, report: SlotReport): Promise<void> {
  if (upload.path === null || !upload.formatReason) return;
  const subject = `Round ${run.round.number}: ${upload.slot.name} sent as CSV instead of Parquet`;
  const text = [report.reason, upload.formatReason, report.next].filter((line) => line).join('\n');
  const once = `r${run.round.number}/csv-${upload.slot.name}`;
  await announce(run.ports, run.settings, { event: 'degraded', subject, text, once });
}

/** An improvement that is not accepted costs nothing while the submission it was to replace still stands. */
async function stillStanding(
  run: Run,
  upload: PendingUpload,
  report: SlotReport,
): Promise<SlotReport | undefined> {
  try {
    const plan = await planSlot(run, upload.slot);
    const standing =
      plan.kind === 'settled' ? plan.report : plan.kind === 'upload' ? plan.standing : undefined;
    const stands = standing?.outcome === 'already-submitted' && standing.filename !== upload.filename;
    return stands ? kept(standing, report.reason) : undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return undefined;
  }
}
