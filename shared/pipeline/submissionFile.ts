import { createHash } from 'node:crypto';
import { acceptSubmission } from '../domain/acceptance.ts';
import type { Submission, SubmissionFormat } from '../domain/submission.ts';
import { submissionBaseName } from '../domain/submissionName.ts';
import { InputError } from '../errors.ts';
import type { Ports } from '../ports.ts';

export interface SubmissionFile {
  /** As Numerai is to be told: `r<round>-<slot>-<candidate>-<hash>.<format>` */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Hex. */
  readonly sha256: string;
}

export interface FileOf {
  readonly round: number;
  readonly slot: string;
  readonly candidate: string;
  readonly submission: Submission;
  readonly format: SubmissionFormat;
}

/**
 * Encodes a submission, then reads the very bytes back and puts them before Numerai's rules: what is uploaded
 * has been checked, not what it was made from.
 *
 * @throws InputError `submission_invalid` when Numerai would not accept every row
 */
export async function submissionFile({ files }: Pick<Ports, 'files'>, of: FileOf): Promise<SubmissionFile> {
  const { submission, format } = of;
  const bytes = await files.submissionFile(submission, format);
  const verdict = acceptSubmission(submission.symbols, await files.readTable(bytes));
  if (!verdict.accepted || verdict.acceptedCount !== submission.symbols.length) {
    const why = verdict.reason ?? `${verdict.acceptedCount} of ${submission.symbols.length} rows`;
    throw new InputError('submission_invalid', `the ${format} file would not be accepted: ${why}`);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name: `${submissionBaseName({ ...of, sha256 })}.${format}`, bytes, sha256 };
}
