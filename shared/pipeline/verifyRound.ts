import { type Round, roundPhase } from '../domain/round.ts';
import { roundDanger } from '../domain/roundDanger.ts';
import {
  isLacking,
  type RoundWatch,
  type VerifyDocument,
  type VerifyOutcome,
} from '../domain/verifyDocument.ts';
import { RefusedError } from '../errors.ts';
import type { Limit, NumeraiWatch, Ports } from '../ports.ts';
import type { Settings } from '../settings.ts';
import { resolveSlots } from './resolveSlots.ts';
import { isoSeconds, nextRound } from './slotReports.ts';
import { watchSlots } from './watchSlots.ts';
import { withinTime } from './withinTime.ts';

const VERIFY_MS = 100_000;

export type VerifyPorts = Pick<Ports, 'clock' | 'log'> & { readonly numerai: NumeraiWatch };

export interface VerifyOptions {
  readonly settings: Settings;
  /** Aborted by the caller, e.g. shortly before a Lambda is stopped. */
  readonly signal?: AbortSignal;
}

/**
 * Is every slot safe? Asks Numerai and nothing else: neither the store nor what a run said of itself. It asks with
 * the keys also when no round is open, so that keys in trouble are known before the next one.
 *
 * @throws AppError when Numerai cannot be asked, so that it is not known
 */
export async function verifyRound(
  ports: VerifyPorts,
  { settings, signal }: VerifyOptions,
): Promise<VerifyDocument> {
  return withinTime({ clock: ports.clock, ms: VERIFY_MS, signal }, async (limit) => {
    const [rounds, slots] = await Promise.all([
      knownRounds(ports, limit),
      resolveSlots(ports, { settings, only: undefined, limit }),
    ]);
    const now = ports.clock.now();
    const watched: RoundWatch[] = [];
    for (const round of rounds) {
      const danger = roundDanger(round, now);
      if (danger === 'none') continue;
      const found = await watchSlots(ports, { round, now, slots, limit });
      watched.push({
        round: round.number,
        closesAt: isoSeconds(round.closeStakingTime),
        danger,
        slots: found,
      });
    }
    return verifyDocument(rounds, watched, now);
  });
}

/** The current round and those before it: one that has closed may not be called current any more. */
async function knownRounds({ numerai, log }: VerifyPorts, limit: Limit): Promise<Round[]> {
  const [current, recent] = await Promise.all([
    numerai.currentRound(limit),
    numerai.recentRounds(limit).catch((error) => {
      if (!(error instanceof RefusedError)) throw error;
      log.warn('Numerai does not list its rounds; only the current one is watched', { error });
      return [];
    }),
  ]);
  const others = recent.filter(({ number }) => number !== current?.number);
  return current ? [current, ...others] : others;
}

function verifyDocument(rounds: readonly Round[], watched: readonly RoundWatch[], now: Date): VerifyDocument {
  const lacking = watched.filter(isLacking);
  // What can still be helped comes first.
  const worst = lacking.find(({ danger }) => danger === 'at-risk') ?? lacking[0];
  if (worst)
    return { outcome: worst.danger, reason: lackOf(worst), next: nextOf(worst, now), rounds: watched };
  const [safe] = watched;
  if (safe) {
    const reason = `round ${safe.round}: every slot has a confirmed on-time submission`;
    return { outcome: 'confirmed', reason, next: nextRound(now), rounds: watched };
  }
  return { ...quiet(rounds, now), rounds: [] };
}

function quiet(rounds: readonly Round[], now: Date) {
  const open = rounds.find((round) => roundPhase(round, now) === 'on-time');
  if (!open) {
    const outcome: VerifyOutcome = 'no-open-round';
    return { outcome, reason: 'no round is open or has closed within the hour', next: nextRound(now) };
  }
  const minutes = Math.floor((now.getTime() - open.openTime.getTime()) / 60_000);
  const outcome: VerifyOutcome = 'early';
  const reason = `round ${open.number} has been open for ${minutes} min, too short a time to judge`;
  return { outcome, reason, next: 'the next verify looks again' };
}

function lackOf({ round, slots }: RoundWatch): string {
  const [first, ...others] = slots.filter(({ confirmed }) => !confirmed);
  const more = others.length > 0 ? ` (and ${others.length} more of ${slots.length} slots)` : '';
  return `round ${round} has no confirmed on-time submission of ${first?.slot}: ${first?.reason}${more}`;
}

function nextOf({ danger, closesAt }: RoundWatch, now: Date): string {
  if (danger === 'missed') return nextRound(now);
  const minutes = Math.floor((Date.parse(closesAt) - now.getTime()) / 60_000);
  return `submit goes on trying; the round closes at ${closesAt}, in ${minutes} min`;
}
