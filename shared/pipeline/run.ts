import type { Round, RoundPhase } from '../domain/round.ts';
import type { Limit, Ports } from '../ports.ts';
import type { Settings } from '../settings.ts';
import type { Claim } from './claim.ts';
import type { LiveUniverse } from './liveUniverse.ts';

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
  /** Held by this run; released at its end. */
  readonly claims: Claim[];
}

/** A slot of the settings, resolved to a model of the account. */
export interface Slot {
  readonly name: string;
  readonly modelId: string;
  readonly candidates: readonly string[];
}

/** Calls `body` with a limit of 150 s that also ends when the caller's signal does. Leaves no timer behind. */
export async function withinRunTime<T>(
  ports: Ports,
  signal: AbortSignal | undefined,
  body: (limit: Limit) => Promise<T>,
): Promise<T> {
  const outOfTime = ports.clock.abortAfter(RUN_MS);
  const signals = signal ? [signal, outOfTime.signal] : [outOfTime.signal];
  const retryUntil = new Date(ports.clock.now().getTime() + RUN_MS);
  try {
    return await body({ retryUntil, signal: AbortSignal.any(signals) });
  } finally {
    outOfTime.cancel();
  }
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
