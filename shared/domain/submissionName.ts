/** What a submission's name is made of. Slot and candidate may themselves hold hyphens and dots. */
export interface SubmissionNameParts {
  readonly round: number;
  readonly slot: string;
  readonly candidate: string;
  /** Of the file's content, hex. */
  readonly sha256: string;
}

/**
 * Base name of an upload, without extension. It says whose and for which round a file is, also when our own
 * records are lost.
 *
 * @example submissionBaseName({ round: 812, slot: 'mymodel', candidate: 'base', sha256 }) // r812-mymodel-base-1a2b3c4d
 */
export function submissionBaseName({ round, slot, candidate, sha256 }: SubmissionNameParts): string {
  return `r${round}-${slot}-${candidate}-${sha256.slice(0, 8)}`;
}

/** Candidate, hash, the `-` and letters or digits (12 in every name seen) that Numerai adds to a stored name, extension. */
const AFTER_SLOT = /^([A-Za-z0-9][A-Za-z0-9._-]*)-[0-9a-f]{8}(?:-[A-Za-z0-9]{1,32})?\.(?:parquet|csv)$/;
const ROUND = /^r(0|[1-9]\d*)-/;

/**
 * Reads a filename that `submissionBaseName` began, with or without Numerai's addition. The slot is needed because
 * hyphens are allowed on both sides of the one after it.
 *
 * @returns undefined for a name that is not ours or is another slot's
 */
export function parseSubmissionName(
  filename: string,
  slot: string,
): { round: number; candidate: string } | undefined {
  const [beginning, round] = ROUND.exec(filename) ?? [];
  if (beginning === undefined || !filename.startsWith(`${slot}-`, beginning.length)) return undefined;
  const candidate = AFTER_SLOT.exec(filename.slice(beginning.length + slot.length + 1))?.[1];
  return candidate === undefined ? undefined : { round: Number(round), candidate };
}
