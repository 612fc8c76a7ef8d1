import * as z from 'zod';
import type { Round } from '../../domain/round.ts';
import type { NumeraiModel, RoundSubmission, UploadedSubmission } from '../../ports.ts';
import { httpUrl } from '../http.ts';
import type { OperationName } from './operations.ts';

/** Numerai Crypto among Numerai's tournaments (8 is Classic, 11 is Signals). */
export const CRYPTO = 12;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

// A time without zone would be read as local time; Numerai's are UTC.
const instant = z
  .string()
  .regex(INSTANT, 'not a time')
  .transform((text) => new Date(/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`))
  .refine((time) => !Number.isNaN(time.getTime()), 'not a time');

const id = z.union([z.string().min(1), z.int()]).transform(String);
const filename = z.string().min(1);
const presignedUrl = z.string().refine((text) => httpUrl(text) !== undefined, 'not an http(s) address');
const unset = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

/** A list in which the server may leave holes. */
function listOf<T extends z.ZodType>(entry: T) {
  return z.array(entry.nullable()).transform((list) => list.filter((item) => item !== null));
}

/** As `listOf`; a hole may also be an entry whose fields are all null. */
function listOfNamed<T extends z.ZodType>(entry: T) {
  return z.preprocess((list) => (Array.isArray(list) ? list.filter(isNamed) : list), z.array(entry));
}

function isNamed(entry: unknown): boolean {
  return typeof entry !== 'object' || (entry !== null && !('id' in entry && entry.id === null));
}

const round = z
  .object({
    number: z.int().positive(),
    openTime: instant,
    closeStakingTime: instant,
    closeTime: instant.nullish(),
    numTickers: z.int().nonnegative().nullish(),
  })
  .transform(
    ({ closeTime, numTickers, ...given }): Round => ({
      ...given,
      // Without an end of late acceptance, none is assumed: nothing is sent after the deadline.
      closeTime: closeTime ?? given.closeStakingTime,
      // Zero is how a count nobody filled in looks; a universe of no tokens does not exist.
      numTickers: numTickers || undefined,
    }),
  );

const cryptoModels = listOfNamed(z.looseObject({ tournament: z.int().nullish() }))
  .transform((models) => models.filter(({ tournament }) => tournament === CRYPTO))
  .pipe(z.array(z.object({ id, name: z.string().min(1) })))
  .transform((models): NumeraiModel[] => models);

const roundSubmission = z
  .object({
    roundNumber: z.int(),
    status: z.string().nullish(),
    filename: z.string().nullish(),
    id: id.nullish(),
  })
  .transform(
    (entry): RoundSubmission => ({
      roundNumber: entry.roundNumber,
      // Only an entry without an upload may pass for "none".
      status: entry.status ?? (entry.id || entry.filename ? 'unknown' : 'none'),
      filename: unset(entry.filename),
      submissionId: unset(entry.id),
    }),
  );

const uploadedSubmission = z
  .object({
    id,
    filename: z.string().nullish(),
    // Only for the order and for the record; a strange one must not hide the rest of the list.
    insertedAt: instant.nullish().catch(undefined),
    selected: z.boolean().nullish(),
    notes: z.string().nullish(),
    tickersSubmittedCount: z.int().nullish(),
    tickersAcceptedCount: z.int().nullish(),
    round: z.object({ number: z.int().nullish() }).nullish(),
  })
  .transform(
    (entry): UploadedSubmission => ({
      id: entry.id,
      filename: entry.filename ?? '',
      insertedAt: unset(entry.insertedAt),
      selected: entry.selected === true,
      roundNumber: unset(entry.round?.number),
      submittedCount: unset(entry.tickersSubmittedCount),
      acceptedCount: unset(entry.tickersAcceptedCount),
      notes: unset(entry.notes),
    }),
  );

const tokenInfo = z.object({
  accountUsername: z.string().nullish().transform(unset),
  name: z.string().nullish().transform(unset),
  scopes: listOf(z.string())
    .nullish()
    .transform((scopes) => scopes ?? []),
});

/** Who a token belongs to and what it may do; never the token itself. */
export type TokenInfo = z.infer<typeof tokenInfo>;

/** The `data` of each operation's answer, read into our own types. Loose about fields nobody uses. */
export const ANSWERS = {
  Preflight: z.object({ apiTokenInfo: tokenInfo }),
  Models: z.object({ account: z.object({ models: cryptoModels }) }),
  CurrentRound: z.object({ rounds: listOf(round) }),
  // A round that is only announced may lack its times; the others count all the same.
  RecentRounds: z.object({ rounds: listOf(round.nullable().catch(null)) }),
  ListDatasets: z.object({ listDatasets: listOf(z.string()) }),
  Dataset: z.object({ dataset: presignedUrl }),
  UploadAuth: z.object({ submissionUploadAuth: z.object({ filename, url: presignedUrl }) }),
  CreateSubmission: z.object({ createSubmission: z.object({ id }) }),
  // The text "true", not the truth value.
  SetWebhook: z.object({ setSubmissionWebhook: z.literal('true') }),
  TriggerWebhook: z.object({ triggerModelWebhook: id }),
  VerifySubmission: z.object({ submissions: listOfNamed(uploadedSubmission) }),
  SubmissionStatus: z.object({ model: z.object({ latestSubmissions: listOf(roundSubmission) }) }),
} satisfies Record<OperationName, z.ZodType>;

export type Answer<N extends OperationName> = z.infer<(typeof ANSWERS)[N]>;
