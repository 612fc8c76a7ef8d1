import { nextOpening } from '../domain/nextOpening.ts';
import type { SlotOutcome, SlotReport } from '../domain/runDocument.ts';
import { reportError } from '../errors.ts';
import type { Choice } from './chooseCandidate.ts';
import type { Verdict } from './confirmUploads.ts';
import type { PendingUpload } from './createUpload.ts';
import { betterThan, isBest, type Run, type Slot } from './run.ts';
import type { Attempt } from './runRecord.ts';
import type { OwnUpload, Standing } from './standing.ts';

type Facts = Partial<SlotReport> & { readonly outcome: SlotOutcome; readonly reason: string };

function slotReport(slot: string, { outcome, reason, ...facts }: Facts): SlotReport {
  return {
    slot,
    outcome,
    reason,
    next: null,
    status: null,
    candidate: null,
    degraded: false,
    accepted: null,
    universe: null,
    filename: null,
    submission: null,
    ...facts,
  };
}

/** When the next round is expected, as a sentence. */
export function nextRound(now: Date): string {
  return `the next round is expected to open at ${isoSeconds(nextOpening(now))}`;
}

export function isoSeconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z');
}

const afterThisRound = (run: Run) => nextRound(run.ports.clock.now());

export function failed(slot: string, error: unknown): SlotReport {
  const report = reportError(error);
  const next = 'the next run tries again while the round is open';
  return slotReport(slot, { outcome: 'failed', reason: report.message, next, error: report });
}

export function foreign(run: Run, slot: Slot, filename: string): SlotReport {
  const reason = `an on-time submission that is not ours (${filename}) is in; it was left alone`;
  return slotReport(slot.name, {
    outcome: 'foreign',
    status: 'on-time',
    reason,
    filename,
    next: afterThisRound(run),
  });
}

export function waiting(run: Run, slot: Slot, reason: string): SlotReport {
  const next = `the next run looks again; on-time until ${isoSeconds(run.round.closeStakingTime)}`;
  return slotReport(slot.name, { outcome: 'waiting', reason, next });
}

export function busy(run: Run, slot: Slot): SlotReport {
  const reason = `another run holds the slot for round ${run.round.number}`;
  const next = 'its claim lapses within 270 s, then the next run may take over';
  return slotReport(slot.name, { outcome: 'busy', reason, next });
}

export function missed(run: Run, slot: Slot): SlotReport {
  const closed = isoSeconds(run.round.closeStakingTime);
  const reason = `round ${run.round.number} closed at ${closed} without a submission, and late submissions are off`;
  return slotReport(slot.name, { outcome: 'late', status: 'none', reason, next: afterThisRound(run) });
}

export function late(run: Run, slot: Slot, standing: Extract<Standing, { kind: 'late' }>): SlotReport {
  const { upload, status } = standing;
  const reason = upload
    ? `round ${run.round.number} was missed; ${upload.filename} was submitted late`
    : `round ${run.round.number} was missed; Numerai has only an earlier round's file or a late one`;
  const facts = { outcome: 'late', status, reason, next: afterThisRound(run) } as const;
  return slotReport(slot.name, upload ? { ...facts, ...uploadFacts(slot, upload) } : facts);
}

export function alreadySubmitted(run: Run, slot: Slot, upload: OwnUpload): SlotReport {
  const facts = uploadFacts(slot, upload);
  const quality = facts.degraded ? ' (degraded)' : '';
  const reason = `${upload.filename} is confirmed for round ${run.round.number}, ${upload.accepted} accepted${quality}`;
  const mayImprove = run.phase === 'on-time' && betterThan(slot, upload.candidate).length > 0;
  const next = mayImprove
    ? `a better candidate is tried by every run until ${isoSeconds(run.round.closeStakingTime)}`
    : afterThisRound(run);
  return slotReport(slot.name, { outcome: 'already-submitted', status: 'on-time', reason, next, ...facts });
}

function uploadFacts(slot: Slot, upload: OwnUpload) {
  const { candidate, filename, accepted, sent, attempt } = upload;
  const degraded = !isBest(slot, candidate) || (attempt?.degraded ?? false);
  const facts = { candidate, degraded, filename, accepted: accepted ?? null, universe: sent ?? null };
  return { ...facts, ...recordedFacts(attempt) };
}

/** Not known when the record was lost. */
function recordedFacts(attempt: Attempt | undefined): Pick<SlotReport, 'coverage' | 'recipe'> {
  if (!attempt) return {};
  const { coverage, recipe } = attempt;
  return recipe ? { coverage, recipe } : { coverage };
}

/** What stands although an improvement was tried and failed. */
export function kept(standing: SlotReport, because: string): SlotReport {
  return { ...standing, reason: `${standing.reason}; nothing better could be sent: ${because}` };
}

export function dryRun(run: Run, slot: Slot, { choice, path }: { choice: Choice; path: string }): SlotReport {
  const { candidate, degraded, recipe } = choice;
  const universe = choice.submission.symbols.length;
  const reason = `dry run: ${candidate} passes its gates${because(choice.warnings)}; nothing was uploaded`;
  const next = `on-time until ${isoSeconds(run.round.closeStakingTime)}`;
  return slotReport(slot.name, {
    outcome: 'dry-run',
    reason,
    next,
    candidate,
    degraded,
    universe,
    submission: path,
    recipe,
  });
}

/** The end of an upload whose verdict was asked for. */
export function concluded(run: Run, upload: PendingUpload, verdict: Verdict): SlotReport {
  const facts = {
    status: verdict.status,
    candidate: upload.candidate,
    degraded: upload.attempt?.degraded ?? !isBest(upload.slot, upload.candidate),
    accepted: verdict.accepted ?? null,
    universe: upload.sent ?? null,
    filename: upload.filename,
    submission: upload.path,
    ...recordedFacts(upload.attempt),
  };
  if (upload.late) return slotReport(upload.slot.name, { ...facts, ...lateFacts(run, upload, verdict) });
  if (!verdict.confirmed)
    return slotReport(upload.slot.name, { ...facts, ...unconfirmedFacts(upload, verdict) });
  const minutes = Math.floor(
    (run.round.closeStakingTime.getTime() - run.ports.clock.now().getTime()) / 60_000,
  );
  const spare = minutes >= 0 ? `, ${minutes} min before the deadline` : '';
  const warnings = because(upload.attempt?.warnings ?? []);
  const reason = `${verdict.accepted} of ${upload.sent} tokens accepted, on-time${spare}${warnings}`;
  const outcome = upload.path === null ? 'already-submitted' : 'submitted';
  return slotReport(upload.slot.name, { ...facts, outcome, reason, next: afterThisRound(run) });
}

function lateFacts(run: Run, upload: PendingUpload, verdict: Verdict): Facts {
  const seen = verdict.confirmed ? 'Numerai has it' : `Numerai says "${verdict.status}"`;
  const reason = `round ${run.round.number} was missed; submitted late as ${upload.filename} (${seen}): scored, not paid, queued for the next round`;
  return { outcome: 'late', reason, next: afterThisRound(run) };
}

function unconfirmedFacts(upload: PendingUpload, verdict: Verdict): Facts {
  const { status, selected, accepted, notes } = verdict;
  const remark = notes ? `, notes "${notes}"` : '';
  const reason = `Numerai does not confirm ${upload.filename}: status "${status}", selected ${selected}, accepted ${accepted ?? 'unknown'} of ${upload.sent ?? 'unknown'}${remark}`;
  const { repeat } = upload;
  const next = repeat.allowed
    ? `it is repeated by the first run after ${isoSeconds(repeat.at)}, if still not confirmed`
    : 'it was repeated twice; only the alarm remains: look at the slot on numer.ai';
  const error = { code: 'submission_unconfirmed', message: reason, hint: next };
  return { outcome: 'unconfirmed', reason, next, error };
}

function because(warnings: readonly string[]): string {
  return warnings.length === 0 ? '' : ` (${warnings.join('; ')})`;
}
