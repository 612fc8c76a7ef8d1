import { AppError, DeadlineError } from '../errors.ts';
import type { Choice } from './chooseCandidate.ts';
import { type Claim, stillHeld } from './claim.ts';
import { deadlineOf, type Run, type Slot } from './run.ts';
import { type Attempt, writeAttempt } from './runRecord.ts';
import type { SlotPlan } from './slotPlan.ts';
import { isoSeconds } from './slotReports.ts';
import { type Repeat, repeatAfter } from './standing.ts';
import { submissionFile } from './submissionFile.ts';

/** A submission that was created and waits for Numerai's verdict. */
export interface PendingUpload {
  readonly slot: Slot;
  readonly filename: string;
  readonly candidate: string;
  readonly submissionId: string;
  /** Rows that must be accepted; undefined when not known any more. */
  readonly sent: number | undefined;
  readonly late: boolean;
  /** Undefined when the record of it was lost. */
  readonly attempt: Attempt | undefined;
  /** Where the uploaded file is kept; null when another run uploaded it. */
  readonly path: string | null;
  /** When it may be repeated if it is not confirmed. */
  readonly repeat: Repeat;
  /** Why the file is not in the configured format. */
  readonly formatReason: string | undefined;
  /** A confirmed submission stood before, which this one is to improve on. */
  readonly replaces: boolean;
}

export interface Sending {
  readonly choice: Choice;
  readonly claim: Claim;
  readonly plan: Pick<
    Extract<SlotPlan, { kind: 'upload' }>,
    'format' | 'formatReason' | 'unsettled' | 'standing'
  >;
}

/**
 * Keeps the file, uploads it, notes the name Numerai gave it, makes sure that it may still be submitted, and
 * submits it. The order matters: a run that dies anywhere leaves enough behind for the next one to go on.
 *
 * @throws DeadlineError `deadline_passed`; AppError `claim_lost`; what the ports throw
 */
export async function createUpload(run: Run, slot: Slot, sending: Sending): Promise<PendingUpload> {
  const { ports, round, limit } = run;
  const { choice, plan } = sending;
  const { candidate, submission } = choice;
  const of = { round: round.number, slot: slot.name, modelId: slot.modelId };
  const file = await submissionFile(ports, { ...of, candidate, submission, format: plan.format });
  const key = `rounds/${round.number}/${slot.name}/submission.${plan.format}`;
  await ports.store.put(key, file.bytes);
  const filename = await ports.numerai.upload(
    { modelId: slot.modelId, filename: file.name, bytes: file.bytes },
    limit,
  );
  ports.log.info(`${slot.name}: uploaded as ${filename}`);
  const attempt = attemptOf(run, sending, { filename, sha256: file.sha256 });
  await writeAttempt(ports.store, of, attempt);
  await requireRight(run, sending.claim);
  const submissionId = await ports.numerai.createSubmission(slot.modelId, filename, limit);
  ports.log.info(`${slot.name}: submission created`);
  const created = { ...attempt, submissionId };
  await noteAttempt(run, slot, created);
  return {
    slot,
    filename,
    candidate,
    submissionId,
    sent: attempt.universe,
    late: attempt.late,
    attempt: created,
    path: ports.store.locate(key),
    repeat: repeatAfter(plan.unsettled.length + 1, new Date(attempt.uploadedAt)),
    formatReason: plan.formatReason,
    replaces: plan.standing !== undefined,
  };
}

function attemptOf(run: Run, { choice, plan }: Sending, file: { filename: string; sha256: string }): Attempt {
  const { submission, liveDate, correlationWithPrevious, recipe } = choice;
  const [only, ...others] = recipe.models;
  return {
    ...file,
    runId: run.runId,
    candidate: choice.candidate,
    ...(only && others.length === 0 ? { modelVersion: only.version } : {}),
    recipe,
    format: plan.format,
    uploadedAt: run.ports.clock.now().toISOString(),
    late: run.phase === 'late',
    ...(liveDate === undefined ? {} : { liveDate }),
    universe: submission.symbols.length,
    coverage: choice.coverage,
    uncovered: [...choice.uncovered],
    degraded: choice.degraded,
    warnings: [...choice.warnings, ...(plan.formatReason === undefined ? [] : [plan.formatReason])],
    passedOver: choice.passedOver.map((one) => ({ ...one })),
    ...(correlationWithPrevious === undefined ? {} : { correlationWithPrevious }),
  };
}

/** The last look before the step that cannot be taken back. */
async function requireRight(run: Run, claim: Claim): Promise<void> {
  const deadline = deadlineOf(run.round, run.phase);
  if (run.ports.clock.now() >= deadline) {
    const message = `round ${run.round.number} closed at ${isoSeconds(deadline)} before the upload was complete`;
    throw new DeadlineError('deadline_passed', message);
  }
  if (!(await stillHeld(run.ports, claim))) {
    const message = `another run took over round ${run.round.number} while this one was uploading`;
    throw new DeadlineError('claim_lost', message);
  }
}

/** Notes what Numerai has said by now. The submission exists; a store in trouble must not make it look lost. */
export async function noteAttempt(run: Run, slot: Slot, attempt: Attempt): Promise<void> {
  try {
    const of = { round: run.round.number, slot: slot.name, modelId: slot.modelId };
    await writeAttempt(run.ports.store, of, attempt);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    run.ports.log.warn(`${slot.name}: the record could not be completed: ${error.message}`);
  }
}
