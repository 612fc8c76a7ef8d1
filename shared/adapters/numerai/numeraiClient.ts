import type { Files, Limit, Numerai } from '../../ports.ts';
import type { TokenInfo } from './answers.ts';
import { createSubmission } from './createSubmission.ts';
import { listDatasets, liveFile } from './datasets.ts';
import { type DownloadedFile, type DownloadTarget, downloadToFile } from './downloadToFile.ts';
import { type GraphqlOptions, graphql } from './graphql.ts';
import { numeraiWatch } from './numeraiWatch.ts';
import { upload } from './upload.ts';
import { setWebhook, triggerWebhook } from './webhooks.ts';

export interface NumeraiClientOptions extends GraphqlOptions {
  /** Folder of the live data, e.g. `crypto/v2.0`. */
  readonly dataset: string;
  readonly files: Pick<Files, 'readTable'>;
}

/** Numerai as the pipeline needs it, and what the command line asks for beyond that. */
export interface NumeraiClient extends Numerai {
  /** What the token may do. */
  preflight(limit: Limit): Promise<TokenInfo>;
  /** Which address Numerai calls when a round opens for a model; undefined: none any more. */
  setWebhook(modelId: string, address: string | undefined, limit: Limit): Promise<void>;
  /** Has Numerai call it now; the id of that call. */
  triggerWebhook(modelId: string, limit: Limit): Promise<string>;
  /** Names of all Crypto files, e.g. `crypto/v2.0/train.parquet`. */
  listDatasets(limit: Limit): Promise<string[]>;
  /** One of them of any size as a file, continued where an earlier download broke off. */
  downloadToFile(target: DownloadTarget, limit: Limit): Promise<DownloadedFile>;
}

/** Where Numerai's API is unless told otherwise. */
export const NUMERAI_API_URL = 'https://api-tournament.numer.ai';

/**
 * A client of Numerai's tournament API.
 *
 * @throws UsageError `address_invalid`
 */
export function numeraiClient(options: NumeraiClientOptions): NumeraiClient {
  const api = graphql(options);
  return {
    ...numeraiWatch(api),
    liveFile: (limit) => liveFile(api, options, limit),
    upload: (request, limit) => upload(api, request, limit),
    createSubmission: (modelId, filename, limit) => createSubmission(api, { modelId, filename }, limit),
    preflight: async (limit) => (await api.ask('Preflight', {}, limit)).apiTokenInfo,
    setWebhook: (modelId, address, limit) => setWebhook(api, { modelId, address }, limit),
    triggerWebhook: (modelId, limit) => triggerWebhook(api, modelId, limit),
    listDatasets: (limit) => listDatasets(api, limit),
    downloadToFile: (target, limit) => downloadToFile(api, { ...target, files: options.files }, limit),
  };
}
