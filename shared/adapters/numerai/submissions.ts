import type { Limit, RoundSubmission, UploadedSubmission } from '../../ports.ts';
import type { Graphql } from './graphql.ts';

/** Enough for a week with its queued upload, should a run have failed for days. */
const ROUNDS_SHOWN = 8;

/** A model's uploads, newest first; those without a time last. Only `id` when given. */
export async function submissions(
  api: Graphql,
  { modelId, id }: { readonly modelId: string; readonly id?: string | undefined },
  limit: Limit,
): Promise<UploadedSubmission[]> {
  const { submissions } = await api.ask('VerifySubmission', { modelId, id }, limit);
  const time = ({ insertedAt }: UploadedSubmission) => insertedAt?.getTime() ?? 0;
  return submissions
    .filter((submission) => id === undefined || submission.id === id)
    .map((one) => (one.notes === undefined ? one : { ...one, notes: api.redacted(one.notes) }))
    .sort((a, b) => time(b) - time(a));
}

/** The newest rounds of a model, newest first, rounds without a submission included. */
export async function roundSubmissions(
  api: Graphql,
  modelId: string,
  limit: Limit,
): Promise<RoundSubmission[]> {
  const { model } = await api.ask('SubmissionStatus', { modelId, n: ROUNDS_SHOWN }, limit);
  return model.latestSubmissions.toSorted((a, b) => b.roundNumber - a.roundNumber);
}
