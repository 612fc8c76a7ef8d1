import type { SlotReport } from '../domain/runDocument.ts';
import type { SubmissionFormat } from '../domain/submission.ts';
import type { Candidate } from './candidate.ts';
import { betterThan, type Run, type Slot } from './run.ts';
import { readRecord } from './runRecord.ts';
import { alreadySubmitted, foreign, late, missed } from './slotReports.ts';
import { judgeStanding, type OwnUpload, repeatAfter, type Standing } from './standing.ts';

/** What to do for a slot now. */
export type SlotPlan =
  | { readonly kind: 'settled'; readonly report: SlotReport }
  /** An upload of ours waits for its verdict: ask again, send nothing. */
  | { readonly kind: 'ask-again'; readonly unsettled: readonly OwnUpload[] }
  | {
      readonly kind: 'upload';
      /** Best first; only those that would be an improvement. */
      readonly candidates: readonly Candidate[];
      readonly format: SubmissionFormat;
      /** Why it is not the configured format. */
      readonly formatReason: string | undefined;
      /** What stands if nothing better can be sent. */
      readonly standing: SlotReport | undefined;
      /** Uploads of this round that were never confirmed. */
      readonly unsettled: readonly OwnUpload[];
    };

/** Asks Numerai what the slot has for this round, and decides. */
export async function planSlot(run: Run, slot: Slot): Promise<SlotPlan> {
  const { ports, round, limit } = run;
  const [rounds, uploads, record] = await Promise.all([
    ports.numerai.roundSubmissions(slot.modelId, limit),
    ports.numerai.submissions(slot.modelId, undefined, limit),
    readRecord(ports.store, { round: round.number, slot: slot.name, modelId: slot.modelId }),
  ]);
  const now = ports.clock.now();
  const standing = judgeStanding({ round, now, slot: slot.name, rounds, uploads, attempts: record.attempts });
  return planFor(run, slot, standing);
}

function planFor(run: Run, slot: Slot, standing: Standing): SlotPlan {
  switch (standing.kind) {
    case 'foreign':
      return { kind: 'settled', report: foreign(run, slot, standing.filename) };
    case 'late':
      return { kind: 'settled', report: late(run, slot, standing) };
    case 'confirmed':
      return planUpgrade(run, slot, standing);
    case 'unsettled':
      return planRepeat(run, slot, standing.unsettled);
    case 'empty':
      if (run.phase === 'late' && !run.settings.lateSubmissions) {
        return { kind: 'settled', report: missed(run, slot) };
      }
      return {
        kind: 'upload',
        candidates: slot.candidates,
        ...formatAfter(run, []),
        standing: undefined,
        unsettled: [],
      };
  }
}

/** So close to the deadline an upload may count as late, and a late one could take the place of what is confirmed. */
const NO_UPGRADE_MS = 3 * 60_000;

/** A confirmed submission gives way only to a strictly better candidate, and only well before the deadline. */
function planUpgrade(run: Run, slot: Slot, standing: Extract<Standing, { kind: 'confirmed' }>): SlotPlan {
  const report = alreadySubmitted(run, slot, standing.upload);
  const better = betterThan(slot, standing.upload.candidate);
  const { unsettled } = standing;
  const left = run.round.closeStakingTime.getTime() - run.ports.clock.now().getTime();
  const tooLate = left < NO_UPGRADE_MS || (unsettled.length > 0 && !mayRepeat(run, unsettled));
  if (better.length === 0 || tooLate) {
    return { kind: 'settled', report };
  }
  return { kind: 'upload', candidates: better, ...formatAfter(run, unsettled), standing: report, unsettled };
}

function planRepeat(run: Run, slot: Slot, unsettled: readonly OwnUpload[]): SlotPlan {
  if (run.phase === 'on-time' && mayRepeat(run, unsettled)) {
    return {
      kind: 'upload',
      candidates: slot.candidates,
      ...formatAfter(run, unsettled),
      standing: undefined,
      unsettled,
    };
  }
  return { kind: 'ask-again', unsettled };
}

function mayRepeat(run: Run, unsettled: readonly OwnUpload[]): boolean {
  const repeat = repeatAfter(unsettled.length, unsettled.at(-1)!.at);
  return repeat.allowed && run.ports.clock.now() >= repeat.at;
}

/** CSV once a Parquet upload of this round was not accepted although Numerai answers. */
function formatAfter(
  run: Run,
  unsettled: readonly OwnUpload[],
): { format: SubmissionFormat; formatReason: string | undefined } {
  const refused = unsettled.findLast((upload) => upload.parquet);
  if (!refused || run.settings.format === 'csv')
    return { format: run.settings.format, formatReason: undefined };
  return { format: 'csv', formatReason: `sent as CSV because Numerai did not accept ${refused.filename}` };
}
