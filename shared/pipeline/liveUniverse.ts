import { freshness } from '../domain/freshness.ts';
import { rowsMatch } from '../domain/gates.ts';
import type { Round } from '../domain/round.ts';
import { toUniverse, type Universe } from '../domain/universe.ts';
import { AppError, InputError } from '../errors.ts';
import type { Limit, LiveFile, Ports } from '../ports.ts';

/** The round's universe, or why this file is not it (yet). */
export type LiveUniverse =
  | {
      readonly kind: 'fresh';
      readonly universe: Universe;
      readonly degraded: boolean;
      readonly warnings: string[];
    }
  | { readonly kind: 'stale'; readonly message: string };

/**
 * Downloads the live file and judges it: the right number of tokens, no duplicate or missing symbol, the date
 * of the round. A file that breaks a hard rule is downloaded once more. The bytes are kept in the store.
 *
 * @throws InputError when the second download breaks the rule too; AppError of the download
 */
export async function liveUniverse(
  ports: Ports,
  { round, acceptStaleLiveDays, limit }: { round: Round; acceptStaleLiveDays: number; limit: Limit },
): Promise<LiveUniverse> {
  const { file, universe } = await downloadSound(ports, round, limit);
  ports.log.info(
    `Universe: ${universe.symbols.length} tokens of ${universe.date ?? 'unknown date'} (${file.name})`,
  );
  const fit = freshness(universe.date, round, acceptStaleLiveDays);
  if (fit.kind === 'stale') {
    return {
      kind: 'stale',
      message: `the live file is of ${fit.found}, round ${round.number} needs ${fit.expected}`,
    };
  }
  await archive(ports, round, file);
  if (fit.kind === 'fresh') return { kind: 'fresh', universe, degraded: false, warnings: [] };
  if (fit.kind === 'undated') {
    return { kind: 'fresh', universe, degraded: false, warnings: ['the live file has no date column'] };
  }
  const warning = `the live file is of ${fit.found} instead of ${fit.expected}`;
  return { kind: 'fresh', universe, degraded: true, warnings: [warning] };
}

async function downloadSound(ports: Ports, round: Round, limit: Limit) {
  const first = await soundOrError(ports, round, limit);
  if (!(first instanceof AppError)) return first;
  ports.log.warn(`Live file refused, downloading again: ${first.message}`);
  const second = await soundOrError(ports, round, limit);
  if (second instanceof AppError) throw second;
  return second;
}

async function soundOrError(ports: Ports, round: Round, limit: Limit) {
  const file = await ports.numerai.liveFile(limit);
  try {
    const universe = toUniverse(file.table);
    const [mismatch] = rowsMatch(universe.symbols.length, round.numTickers);
    return mismatch ? new InputError('universe_size_mismatch', mismatch.message) : { file, universe };
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Keeping the file helps to explain a score later; failing to keep it must not cost the round. */
async function archive(ports: Ports, round: Round, file: LiveFile): Promise<void> {
  try {
    await ports.store.put(`rounds/${round.number}/live.parquet`, file.bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ports.log.warn(`The live file could not be kept: ${error.message}`);
  }
}
