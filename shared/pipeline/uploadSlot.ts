import type { SlotReport } from '../domain/runDocument.ts';
import { AppError, RefusedError } from '../errors.ts';
import { chooseCandidate } from './chooseCandidate.ts';
import { claimSlot } from './claim.ts';
import { createUpload, type PendingUpload, type Sending } from './createUpload.ts';
import type { Run, Slot } from './run.ts';
import { planSlot, type SlotPlan } from './slotPlan.ts';
import { busy, dryRun, kept, waiting } from './slotReports.ts';
import { type OwnUpload, repeatAfter } from './standing.ts';
import { submissionFile } from './submissionFile.ts';

type UploadPlan = Extract<SlotPlan, { kind: 'upload' }>;

/**
 * Brings one slot as far as a created submission, or says why nothing is to be sent.
 *
 * @throws AppError when the slot needs a submission and none could be made
 */
export async function uploadSlot(run: Run, slot: Slot): Promise<SlotReport | PendingUpload> {
  const plan = await planSlot(run, slot);
  if (plan.kind === 'settled') return plan.report;
  if (plan.kind === 'ask-again') return earlierUpload(run, slot, plan.unsettled);
  if (!plan.standing) return submitPlan(run, slot, plan);
  try {
    return await submitPlan(run, slot, plan);
  } catch (error) {
    // The round is safe with what is confirmed; only the improvement failed.
    if (!(error instanceof AppError)) throw error;
    return kept(plan.standing, error.message);
  }
}

async function submitPlan(run: Run, slot: Slot, plan: UploadPlan): Promise<SlotReport | PendingUpload> {
  const live = await run.live();
  if (live.kind === 'stale') return plan.standing ?? waiting(run, slot, live.message);
  const choice = await chooseCandidate(run, { slot, live, candidates: plan.candidates });
  if (run.dryRun) return dryRun(run, slot, { choice, path: await keepDryRun(run, slot, { choice, plan }) });
  const claim = await claimSlot(run.ports, { round: run.round.number, slot: slot.name, runId: run.runId });
  if (!claim) return plan.standing ?? busy(run, slot);
  run.claims.push(claim);
  // Another run may have finished between the first look and the claim.
  const again = await planSlot(run, slot);
  if (again.kind === 'settled') return again.report;
  if (again.kind === 'ask-again') return earlierUpload(run, slot, again.unsettled);
  return sendChoice(run, slot, { choice, claim, plan: again });
}

/** Uploads; a Parquet file that Numerai refuses is sent once more, as CSV. */
async function sendChoice(run: Run, slot: Slot, sending: Sending): Promise<PendingUpload> {
  try {
    return await createUpload(run, slot, sending);
  } catch (error) {
    const refused = error instanceof RefusedError && error.code === 'submission_refused';
    if (!refused || sending.plan.format === 'csv') throw error;
    const formatReason = `sent as CSV because Numerai refused the Parquet file: ${error.message}`;
    run.ports.log.warn(`${slot.name}: ${formatReason}`);
    return createUpload(run, slot, { ...sending, plan: { ...sending.plan, format: 'csv', formatReason } });
  }
}

/** What another run uploaded, to be asked about once more. */
function earlierUpload(run: Run, slot: Slot, unsettled: readonly OwnUpload[]): PendingUpload {
  const upload = unsettled.at(-1)!;
  const { filename, candidate, submissionId, sent, attempt } = upload;
  run.ports.log.info(`${slot.name}: ${filename} was uploaded before and waits for Numerai's verdict`);
  const late = upload.at >= run.round.closeStakingTime;
  const repeat = repeatAfter(unsettled.length, upload.at);
  return {
    slot,
    filename,
    candidate,
    submissionId,
    sent,
    late,
    attempt,
    path: null,
    repeat,
    formatReason: undefined,
    replaces: false,
  };
}

/** A dry run's file is kept beside the real one, under a name of its own. */
async function keepDryRun(run: Run, slot: Slot, { choice, plan }: Omit<Sending, 'claim'>): Promise<string> {
  const { candidate, submission } = choice;
  const of = { round: run.round.number, slot: slot.name, candidate, submission, format: plan.format };
  const file = await submissionFile(run.ports, of);
  const key = `rounds/${of.round}/${slot.name}/dry-run.${plan.format}`;
  await run.ports.store.put(key, file.bytes);
  return run.ports.store.locate(key);
}
