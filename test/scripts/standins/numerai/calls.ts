import type { LocalNumerai } from '../../../../scripts/standins/numerai/localNumerai.ts';
import { DEFAULTS, type NumeraiOptions } from '../../../../scripts/standins/numerai/options.ts';
import { startNumerai } from '../../../../scripts/standins/numerai/server.ts';
import { tableFiles } from '../../../../shared/adapters/tableFiles.ts';

/** A Thursday; the rounds of the tests open here unless they say otherwise. */
export const OPENS = new Date('2026-05-21T12:00:00Z');
export const MODEL = DEFAULTS.models[0]!.id;

const started: LocalNumerai[] = [];

/** A local Numerai whose clock stands at `OPENS` until it is moved. */
export async function numeraiAt(options: Partial<NumeraiOptions> = {}): Promise<LocalNumerai> {
  const numerai = await startNumerai({ clock: () => OPENS, ...options });
  started.push(numerai);
  return numerai;
}

/** For `afterEach`. */
export async function closeAll(): Promise<void> {
  await Promise.all(started.splice(0).map((numerai) => numerai.close()));
}

interface Call {
  readonly query: string;
  readonly variables?: object;
  /** The `Authorization` header; null sends none, by default the account's token. */
  readonly authorization?: string | null;
}

/** POSTs a GraphQL document. */
export function post(
  numerai: LocalNumerai,
  { query, variables = {}, authorization }: Call,
): Promise<Response> {
  const { publicId, secretKey } = numerai.token;
  const token = authorization === undefined ? `Token ${publicId}$${secretKey}` : authorization;
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: token } : {}) };
  return fetch(numerai.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
}

interface GraphqlAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape the query asked for
  readonly data?: any;
  readonly errors?: readonly { readonly message: string }[];
}

export async function ask(numerai: LocalNumerai, call: Call): Promise<GraphqlAnswer> {
  const response = await post(numerai, call);
  return (await response.json()) as GraphqlAnswer;
}

/** The one error message of an answer. */
export async function complaint(numerai: LocalNumerai, call: Call): Promise<string | undefined> {
  const { errors } = await ask(numerai, call);
  return errors?.[0]?.message;
}

export const CURRENT_ROUND = {
  query: '{ rounds(tournament: 12, number: 0) { number openTime closeStakingTime closeTime numTickers } }',
};

const UPLOAD_AUTH = `query($filename: String!, $modelId: ID) {
  submissionUploadAuth(filename: $filename, tournament: 12, modelId: $modelId) { filename url }
}`;
const CREATE = `mutation($filename: String!, $modelId: ID) {
  createSubmission(filename: $filename, tournament: 12, modelId: $modelId, source: "test") { id filename }
}`;

/** A valid file for the whole universe. */
export async function submissionBytes(numerai: LocalNumerai, format: 'csv' | 'parquet'): Promise<Uint8Array> {
  const symbols = await numerai.live.symbols();
  const values = Float64Array.from(symbols, (_, i) => (i + 0.5) / symbols.length);
  return tableFiles.submissionFile({ symbols, values }, format);
}

interface Upload {
  readonly name?: string;
  readonly bytes?: Uint8Array;
  readonly modelId?: string;
}

/** Asks for a place, PUTs the bytes there, and gives the name they are stored under. */
export async function upload(numerai: LocalNumerai, wanted: Upload = {}): Promise<string> {
  const { name = 'predictions.csv', modelId = MODEL } = wanted;
  const { data } = await ask(numerai, { query: UPLOAD_AUTH, variables: { filename: name, modelId } });
  const { filename, url } = data.submissionUploadAuth;
  const format = name.endsWith('.parquet') ? 'parquet' : 'csv';
  const body = wanted.bytes ?? (await submissionBytes(numerai, format));
  await fetch(url, { method: 'PUT', body });
  return filename;
}

export function create(numerai: LocalNumerai, filename: string, modelId = MODEL): Promise<GraphqlAnswer> {
  return ask(numerai, { query: CREATE, variables: { filename, modelId } });
}

/** Upload and createSubmission in one. */
export async function submit(
  numerai: LocalNumerai,
  wanted: Upload = {},
): Promise<{ id: string; filename: string }> {
  const { data } = await create(numerai, await upload(numerai, wanted), wanted.modelId);
  return data.createSubmission;
}

/** The newest entries of a model's history. */
export async function history(numerai: LocalNumerai, count = 20, modelId = MODEL) {
  const query = `query($modelId: ID!, $count: Int) { model(modelId: $modelId) { latestSubmissions(latestNRounds: $count) {
    id roundNumber roundOpen roundCloseStaking status filename timestamp
  } } }`;
  const { data } = await ask(numerai, { query, variables: { modelId, count } });
  return data.model.latestSubmissions;
}

/** What is known of one submission, or of all of a model's. */
export async function verdicts(numerai: LocalNumerai, id?: string, modelId = MODEL) {
  const query = `query($modelId: ID!, $id: ID) { submissions(modelId: $modelId, id: $id) {
    id filename selected notes tickersSubmittedCount tickersAcceptedCount round { number tournament }
  } }`;
  const { data } = await ask(numerai, { query, variables: { modelId, id } });
  return data.submissions;
}
