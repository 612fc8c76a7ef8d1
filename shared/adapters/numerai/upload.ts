import type { Limit, UploadRequest } from '../../ports.ts';
import { retryingWithFresh } from '../retry.ts';
import { CRYPTO } from './answers.ts';
import type { Graphql } from './graphql.ts';
import { putStored } from './storage.ts';

/**
 * Stores a file and returns the name Numerai gave it, which is not the one that was sent. A failed PUT is
 * repeated with a fresh address and its name.
 *
 * @throws RefusedError `submission_refused`; AccessError; TransientError `storage_refused` and others
 */
export async function upload(api: Graphql, request: UploadRequest, limit: Limit): Promise<string> {
  const { modelId, filename, bytes } = request;
  return retryingWithFresh(
    async () => {
      const answer = await api.ask('UploadAuth', { filename, tournament: CRYPTO, modelId }, limit);
      return answer.submissionUploadAuth;
    },
    async (stored) => {
      await putStored(new URL(stored.url), bytes, api.policy(limit));
      return stored.filename;
    },
    api.policy(limit),
  );
}
