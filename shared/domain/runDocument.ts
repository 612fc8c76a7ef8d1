import type { ErrorReport } from '../errors.ts';
import type { Recipe } from './recipe.ts';

/** How a run ended for one slot. */
export type SlotOutcome =
  | 'submitted'
  | 'already-submitted'
  /** An on-time submission is there that is not ours; it was left alone. */
  | 'foreign'
  /** The live file is not there yet. */
  | 'waiting'
  /** Another run holds the slot. */
  | 'busy'
  | 'late'
  /** Uploaded, and Numerai has not confirmed it. */
  | 'unconfirmed'
  | 'failed'
  | 'dry-run';

export interface SlotReport {
  readonly slot: string;
  readonly outcome: SlotOutcome;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What happens next and when; null when nothing does. */
  readonly next: string | null;
  /** Numerai's word for the submission of this round. */
  readonly status: string | null;
  readonly candidate: string | null;
  /** True when the candidate is not the best one, or a warning holds against it. */
  readonly degraded: boolean;
  /** Tokens Numerai accepted. */
  readonly accepted: number | null;
  /** Tokens in the universe. */
  readonly universe: number | null;
  /** The name Numerai gave the file. */
  readonly filename: string | null;
  /** Where the file made by this run is kept. */
  readonly submission: string | null;
  /** Share of the universe with features and a prediction, where that is known. */
  readonly coverage?: number;
  /** What the candidate was made of, where that is known. */
  readonly recipe?: Recipe;
  readonly error?: ErrorReport;
}

/** How a run ended as a whole: as its worst slot. */
export type RunOutcome = Exclude<SlotOutcome, 'foreign'> | 'degraded' | 'no-open-round';

/** What `run --json` prints and the submit Lambda returns. */
export interface RunDocument {
  readonly outcome: RunOutcome;
  readonly reason: string;
  readonly next: string | null;
  readonly round: number | null;
  readonly slots: readonly SlotReport[];
  /** Path of the first file this run uploaded. */
  readonly submission: string | null;
}

const WORST_FIRST: readonly RunOutcome[] = [
  'failed',
  'unconfirmed',
  'late',
  'waiting',
  'busy',
  'degraded',
  'submitted',
  'dry-run',
  'already-submitted',
];

/** What a slot counts as among the others. */
function weightOf({ outcome, degraded }: SlotReport): RunOutcome {
  if (outcome === 'foreign') return 'already-submitted';
  if (degraded && (outcome === 'submitted' || outcome === 'already-submitted')) return 'degraded';
  return outcome;
}

/** The worst slot's outcome; `no-open-round` when no slot had anything to do. */
export function worstOutcome(slots: readonly SlotReport[]): RunOutcome {
  const outcomes = new Set(slots.map(weightOf));
  return WORST_FIRST.find((outcome) => outcomes.has(outcome)) ?? 'no-open-round';
}

/**
 * The document of a run, from its slots. Without slots it is `no-open-round`, and `reason` and `next` are the ones
 * given; otherwise they are the worst slot's.
 */
export function runDocument(facts: {
  readonly round: number | null;
  readonly slots: readonly SlotReport[];
  readonly reason?: string;
  readonly next?: string | null;
}): RunDocument {
  const { round, slots } = facts;
  const outcome = worstOutcome(slots);
  const worst = slots.filter((slot) => weightOf(slot) === outcome);
  return {
    outcome,
    reason: worst[0] ? reasonOf(worst[0], worst.length, slots.length) : (facts.reason ?? 'no round is open'),
    next: worst.find((slot) => slot.next !== null)?.next ?? facts.next ?? null,
    round,
    slots,
    submission: slots.find(isUpload)?.submission ?? null,
  };
}

function reasonOf(worst: SlotReport, alike: number, all: number): string {
  if (all === 1) return worst.reason;
  return `${alike} of ${all} slots ${weightOf(worst)}, ${worst.slot}: ${worst.reason}`;
}

function isUpload({ outcome, submission }: SlotReport): boolean {
  return outcome !== 'dry-run' && submission !== null;
}

const FAILED: readonly RunOutcome[] = ['failed', 'unconfirmed', 'late', 'waiting'];
const IDLE: readonly RunOutcome[] = ['no-open-round', 'already-submitted', 'busy'];

/** Exit code of the command line: 1 needs attention, 3 had nothing to do (only when asked to tell), otherwise 0. */
export function exitCode({ outcome }: RunDocument, { failIfIdle }: { failIfIdle: boolean }): 0 | 1 | 3 {
  if (FAILED.includes(outcome)) return 1;
  return failIfIdle && IDLE.includes(outcome) ? 3 : 0;
}
