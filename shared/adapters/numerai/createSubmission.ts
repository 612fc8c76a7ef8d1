import { AppError } from '../../errors.ts';
import type { Limit } from '../../ports.ts';
import { mayRepeat } from '../retry.ts';
import { CRYPTO } from './answers.ts';
import type { Graphql } from './graphql.ts';
import { submissions } from './submissions.ts';

const SOURCE = 'numerai-crypto-autopilot';
/** Before the filename is looked up: a submission that was made may be listed seconds later. Together over a minute. */
const LOOK_AFTER_MS = [5_000, 6_000, 8_000, 10_000, 12_000, 12_000, 12_000];

interface NewSubmission {
  readonly modelId: string;
  /** As the upload returned it. */
  readonly filename: string;
}

/**
 * Submits a stored file and returns the submission's id. After an answer that leaves open whether the
 * submission was made (time-out, reset, 5xx, malformed), the filename is looked up; it is sent again only
 * when it is not there, and so never twice.
 *
 * @throws RefusedError `submission_refused`, `round_not_open`; AccessError; TransientError
 */
export async function createSubmission(api: Graphql, wanted: NewSubmission, limit: Limit): Promise<string> {
  const variables = { ...wanted, tournament: CRYPTO, source: SOURCE };
  const policy = { ...api.policy(limit), delaysMs: LOOK_AFTER_MS, exact: true };
  for (let attempt = 0; ; attempt++) {
    try {
      const { createSubmission } = await api.askOnce('CreateSubmission', variables, limit);
      return createSubmission.id;
    } catch (error) {
      // A repeat may be refused because the attempt before it was carried out after all.
      const unclear = error instanceof AppError && (error.retryable || attempt > 0);
      if (!unclear) throw error;
      const again = await mayRepeat(error, attempt, policy);
      const made = await idOf(api, wanted, limit);
      if (made !== undefined) return made;
      // Looking may itself have waited for Numerai: a second one must not turn out late where the first counts.
      if (!again || policy.clock.now() > limit.retryUntil) throw error;
    }
  }
}

async function idOf(api: Graphql, { modelId, filename }: NewSubmission, limit: Limit) {
  const uploads = await submissions(api, { modelId }, limit);
  return uploads.find((upload) => upload.filename === filename)?.id;
}
