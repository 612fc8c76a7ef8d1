import type { Submission } from '../domain/submission.ts';
import { numberColumn, type Table, textColumn } from '../domain/table.ts';
import { AppError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { readRecord } from './runRecord.ts';

/** Round numbers have no gaps; three back bridges a round that was missed. */
const LOOK_BACK = 3;
/** How many rounds tell what is usual. */
const HISTORY = 10;

/** What earlier rounds left in the store, for the gates that warn of sudden changes. */
export interface PreviousRounds {
  readonly universe: readonly string[] | undefined;
  /** The slot's last submission. */
  readonly submission: Submission | undefined;
  /** Rank correlations between consecutive submissions of the slot, newest first. */
  readonly correlations: readonly number[];
}

export interface PreviousOf {
  readonly round: number;
  readonly slot: string;
  readonly modelId: string;
}

/** Reads what is there. Nothing of it is needed to submit, so trouble here is a warning and an absence. */
export async function previousRounds(ports: Ports, of: PreviousOf): Promise<PreviousRounds> {
  try {
    const [universe, submission, correlations] = await Promise.all([
      previousUniverse(ports, of.round),
      previousSubmission(ports, of),
      previousCorrelations(ports, of),
    ]);
    return { universe, submission, correlations };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ports.log.warn(`Earlier rounds cannot be compared with: ${error.message}`);
    return { universe: undefined, submission: undefined, correlations: [] };
  }
}

async function previousUniverse(ports: Ports, round: number): Promise<readonly string[] | undefined> {
  const keys = roundsBefore(round, LOOK_BACK).map((number) => `rounds/${number}/live.parquet`);
  const table = await firstTable(ports, keys);
  return table && symbolsOf(table);
}

async function previousSubmission(ports: Ports, of: PreviousOf): Promise<Submission | undefined> {
  const folders = roundsBefore(of.round, LOOK_BACK).map((number) => `rounds/${number}/${of.slot}`);
  const keys = folders.flatMap((folder) => [`${folder}/submission.parquet`, `${folder}/submission.csv`]);
  const table = await firstTable(ports, keys);
  if (!table) return undefined;
  return { symbols: symbolsOf(table), values: numberColumn(table, 'signal') };
}

async function previousCorrelations(ports: Ports, of: PreviousOf): Promise<number[]> {
  const numbers = roundsBefore(of.round, HISTORY);
  const records = await Promise.all(numbers.map((round) => readRecord(ports.store, { ...of, round })));
  return records
    .map((record) => record.attempts.at(-1)?.correlationWithPrevious)
    .filter((correlation) => correlation !== undefined);
}

const roundsBefore = (round: number, count: number) =>
  Array.from({ length: count }, (_, back) => round - 1 - back);

async function firstTable(ports: Ports, keys: readonly string[]): Promise<Table | undefined> {
  for (const key of keys) {
    const stored = await ports.store.get(key);
    if (stored) return ports.files.readTable(stored.bytes);
  }
  return undefined;
}

function symbolsOf(table: Table): string[] {
  return textColumn(table, 'symbol').map((symbol) => symbol ?? '');
}
