import type { Round, RoundPhase } from '../domain/round.ts';
import type { UserDay } from '../domain/userDay.ts';
import type { UtcDay } from '../domain/utcDay.ts';
import type { Panel } from '../market/panel.ts';
import type { Limit, Ports } from '../ports.ts';
import type { Settings } from '../settings.ts';
import type { Candidate } from './candidate.ts';
import type { Claim } from './claim.ts';
import type { LiveUniverse } from './liveUniverse.ts';
import type { ModelOutput } from './modelOutput.ts';
import { withinTime } from './withinTime.ts';

/** A run never takes longer than this, whatever hangs. */
const RUN_MS = 150_000;

export interface RunOptions {
  readonly settings: Settings;
  /** Unique; the claim and the record carry it. */
  readonly runId: string;
  readonly dryRun?: boolean;
  /** Only this slot. */
  readonly slot?: string | undefined;
  /** Aborted by the caller, e.g. shortly before a Lambda is stopped. */
  readonly signal?: AbortSignal;
  /** Told of the open round before anything is done for it. */
  readonly onRound?: (round: Round) => void;
}

/** One run on one round: what every step needs to know. */
export interface Run {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly runId: string;
  readonly dryRun: boolean;
  readonly round: Round;
  readonly phase: Extract<RoundPhase, 'on-time' | 'late'>;
  /** For everything that must not be retried past the round's deadline. */
  readonly limit: Limit;
  /** For questions that are still worth asking after it: the whole run. */
  readonly runLimit: Limit;
  /** The live universe, downloaded at most once a run whatever the number of slots. */
  readonly live: () => Promise<LiveUniverse>;
  /** What models gave in this run, by name; kept by `modelOutput`. */
  readonly modelOutputs: Map<string, Promise<ModelOutput>>;
  /** What was read of the user's tables in this run, by name; kept by `tokenColumns`. */
  readonly userDays: Map<string, Promise<readonly UserDay[]>>;
  /** The market as of a day, as read in this run; kept by `tokenColumns`. */
  readonly panels: Map<UtcDay, Promise<Panel>>;
  /** Held by this run; released at its end. */
  readonly claims: Claim[];
}

/** A slot of the settings, resolved to a model of the account. */
export interface Slot {
  readonly name: string;
  readonly modelId: string;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

/** The candidates of a slot that come before the one of that name; none when the slot has no such candidate. */
export function betterThan(slot: Slot, candidate: string): readonly Candidate[] {
  const at = slot.candidates.findIndex(({ name }) => name === candidate);
  return slot.candidates.slice(0, Math.max(0, at));
}

export function isBest(slot: Slot, candidate: string): boolean {
  return slot.candidates[0]?.name === candidate;
}

/** Calls `body` with a limit of 150 s that also ends when the caller's signal does. Leaves no timer behind. */
export async function withinRunTime<T>(
  { clock }: Pick<Ports, 'clock'>,
  signal: AbortSignal | undefined,
  body: (limit: Limit) => Promise<T>,
): Promise<T> {
  return withinTime({ clock, ms: RUN_MS, signal }, body);
}

/** The end of what an upload counts as in this phase. */
export function deadlineOf(round: Round, phase: Run['phase']): Date {
  return phase === 'on-time' ? round.closeStakingTime : round.closeTime;
}

/** The same limit, with no retry after the deadline. */
export function untilDeadline(limit: Limit, round: Round, phase: Run['phase']): Limit {
  const deadline = deadlineOf(round, phase);
  return { ...limit, retryUntil: deadline < limit.retryUntil ? deadline : limit.retryUntil };
}
