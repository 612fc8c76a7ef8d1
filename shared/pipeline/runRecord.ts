import * as z from 'zod';
import { TransientError } from '../errors.ts';
import type { Store } from '../ports.ts';

/** The claim keeps other runs away, so that a conflict is rare and a second one hardly possible. */
const WRITES = 5;

const Recipe = z
  .object({
    models: z
      .array(z.object({ model: z.string(), version: z.string(), weight: z.number() }).readonly())
      .readonly(),
    neutralise: z
      .object({ features: z.array(z.string()).readonly(), proportion: z.number() })
      .readonly()
      .optional(),
    signal: z.string().optional(),
  })
  .readonly();

const Attempt = z.object({
  runId: z.string(),
  candidate: z.string(),
  /** Absent when several models made it. */
  modelVersion: z.string().optional(),
  /** Absent in old records. */
  recipe: Recipe.optional(),
  format: z.enum(['parquet', 'csv']),
  /** Of the uploaded bytes, hex. */
  sha256: z.string(),
  /** The name Numerai gave the file. */
  filename: z.string(),
  /** Absent until `createSubmission` has answered. */
  submissionId: z.string().optional(),
  uploadedAt: z.string(),
  late: z.boolean(),
  liveDate: z.string().optional(),
  /** Rows sent. */
  universe: z.int(),
  /** Share of the universe with features and a prediction. */
  coverage: z.number(),
  uncovered: z.array(z.string()),
  degraded: z.boolean(),
  warnings: z.array(z.string()),
  /** Better candidates that were passed over, and why. */
  passedOver: z.array(z.object({ candidate: z.string(), code: z.string(), message: z.string() })),
  /** Rank correlation with the previous round's submission of this slot. */
  correlationWithPrevious: z.number().optional(),
  /** Numerai's verdict, once known. */
  status: z.string().optional(),
  accepted: z.int().optional(),
  confirmed: z.boolean().optional(),
});
/** One upload of one slot in one round. */
export type Attempt = z.infer<typeof Attempt>;

const RunRecord = z.object({
  format: z.literal(1),
  round: z.int(),
  slot: z.string(),
  modelId: z.string(),
  attempts: z.array(Attempt),
});
/** Everything this project did for one slot in one round: `rounds/<round>/<slot>/record.json`. */
export type RunRecord = z.infer<typeof RunRecord>;

export interface RecordOf {
  readonly round: number;
  readonly slot: string;
  readonly modelId: string;
}

const recordKey = (of: RecordOf) => `rounds/${of.round}/${of.slot}/record.json`;

/** The record, or an empty one when there is none or it cannot be read: Numerai's own answer decides, not our notes. */
export async function readRecord(store: Store, of: RecordOf): Promise<RunRecord> {
  return (await readStored(store, of)).record;
}

async function readStored(
  store: Store,
  of: RecordOf,
): Promise<{ record: RunRecord; etag: string | undefined }> {
  const empty: RunRecord = { format: 1, ...of, attempts: [] };
  const stored = await store.get(recordKey(of));
  if (!stored) return { record: empty, etag: undefined };
  const parsed = RunRecord.safeParse(parseJson(stored.bytes));
  return { record: parsed.success ? parsed.data : empty, etag: stored.etag };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Adds an attempt to the record, or replaces the one with the same filename. Written conditionally and again
 * on a conflict, so that no run's attempt is lost to another's.
 *
 * @throws AppError of the store; the caller must not go on to `createSubmission` then
 */
export async function writeAttempt(store: Store, of: RecordOf, attempt: Attempt): Promise<void> {
  for (let attemptsLeft = WRITES; attemptsLeft > 0; attemptsLeft--) {
    const { record, etag } = await readStored(store, of);
    const others = record.attempts.filter((one) => one.filename !== attempt.filename);
    const bytes = encodeJson({ ...record, attempts: [...others, attempt] } satisfies RunRecord);
    const condition = etag === undefined ? ({ ifAbsent: true } as const) : { ifMatch: etag };
    if ((await store.put(recordKey(of), bytes, condition)) !== undefined) return;
  }
  throw new TransientError(
    'store_unavailable',
    `${recordKey(of)} was changed by others ${WRITES} times in a row`,
  );
}

function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
