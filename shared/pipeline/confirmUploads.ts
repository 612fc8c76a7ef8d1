import { AppError } from '../errors.ts';
import type { Limit, RoundSubmission, UploadedSubmission } from '../ports.ts';
import type { PendingUpload } from './createUpload.ts';
import type { Run } from './run.ts';

/** Seconds between the questions; the last one goes on until the budget ends. */
const WAITS_SECONDS = [1, 2, 5, 10];

/** Numerai's verdict on one upload, as far as it is known. */
export interface Verdict {
  readonly confirmed: boolean;
  /** Numerai's word for the round, `none` while there is none for this file. */
  readonly status: string;
  readonly selected: boolean;
  readonly accepted: number | undefined;
  readonly notes: string | undefined;
}

const UNKNOWN: Verdict = {
  confirmed: false,
  status: 'none',
  selected: false,
  accepted: undefined,
  notes: undefined,
};

/**
 * Asks Numerai about all uploads together, at once and then after 1, 2, 5, 10, 10 … seconds, until each is
 * confirmed or `confirmSeconds` are over. An unanswered question leaves the verdict open; it never throws.
 *
 * @returns one verdict per upload, in order
 */
export async function confirmUploads(run: Run, uploads: readonly PendingUpload[]): Promise<Verdict[]> {
  const end = run.ports.clock.now().getTime() + run.settings.confirmSeconds * 1000;
  const retryUntil = new Date(Math.min(end, run.runLimit.retryUntil.getTime()));
  const limit = { ...run.runLimit, retryUntil };
  const verdicts = uploads.map(() => UNKNOWN);
  for (let question = 0; ; question++) {
    await Promise.all(
      uploads.map(async (upload, i) => {
        if (!verdicts[i]!.confirmed)
          verdicts[i] = await askVerdict(run, { upload, limit, before: verdicts[i]! });
      }),
    );
    if (verdicts.every((verdict) => verdict.confirmed)) return verdicts;
    if (!(await waited(run, question, end))) return verdicts;
  }
}

/** False when the budget or the run is over. */
async function waited(run: Run, question: number, end: number): Promise<boolean> {
  const left = end - run.ports.clock.now().getTime();
  const wait = (WAITS_SECONDS[question] ?? WAITS_SECONDS.at(-1)!) * 1000;
  if (left <= 0 || run.runLimit.signal.aborted) return false;
  try {
    await run.ports.clock.sleep(Math.min(wait, left), run.runLimit.signal);
    return true;
  } catch {
    return false;
  }
}

interface Question {
  readonly upload: PendingUpload;
  readonly limit: Limit;
  readonly before: Verdict;
}

async function askVerdict(run: Run, { upload, limit, before }: Question): Promise<Verdict> {
  const { numerai, log } = run.ports;
  try {
    const [uploads, rounds] = await Promise.all([
      numerai.submissions(upload.slot.modelId, upload.submissionId, limit),
      numerai.roundSubmissions(upload.slot.modelId, limit),
    ]);
    return verdictOf(run, { upload, uploads, rounds });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn(`Numerai did not say how ${upload.filename} fares: ${error.message}`);
    return before;
  }
}

interface Answers {
  readonly upload: PendingUpload;
  readonly uploads: readonly UploadedSubmission[];
  readonly rounds: readonly RoundSubmission[];
}

/** Confirmed = selected, on-time (late after the deadline), accepted count as sent, for this very round and file. */
function verdictOf(run: Run, { upload, uploads, rounds }: Answers): Verdict {
  const listed = uploads.find((one) => one.filename === upload.filename);
  const entry = rounds.find(
    (one) => one.roundNumber === run.round.number && one.filename === upload.filename,
  );
  const status = entry?.status ?? 'none';
  const selected = listed?.selected ?? false;
  const accepted = listed?.acceptedCount;
  const rightRound = listed?.roundNumber === undefined || listed.roundNumber === run.round.number;
  const counted = upload.late ? status === 'late' : status === 'on-time' && selected;
  const confirmed = counted && rightRound && accepted !== undefined && accepted === upload.sent;
  return { confirmed, status, selected, accepted, notes: listed?.notes };
}
