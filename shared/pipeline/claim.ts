import * as z from 'zod';
import { reportError } from '../errors.ts';
import type { Clock, Log, Store, Stored } from '../ports.ts';

/** Longer than any run lasts, shorter than the time to the next tick. */
const LEASE_MS = 270_000;

export interface SlotOfRun {
  readonly round: number;
  readonly slot: string;
  /** Differs for every run there ever is. */
  readonly runId: string;
}

/** The right of one run to submit for one slot of one round, until it lapses. */
export interface Claim {
  readonly key: string;
  readonly runId: string;
  readonly expiresAt: Date;
  readonly etag: string;
}

interface ClaimPorts {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
}

const StoredClaim = z.object({
  runId: z.string(),
  expiresAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});
type StoredClaim = z.infer<typeof StoredClaim>;

/**
 * Takes the slot for this run by a conditional write: where nobody has it, or over a claim that lapsed
 * (`expiresAt ≤ now`) or cannot be read.
 *
 * @returns undefined when another run holds the slot, or was faster
 */
export async function claimSlot(
  ports: ClaimPorts,
  { round, slot, runId }: SlotOfRun,
): Promise<Claim | undefined> {
  const key = `rounds/${round}/${slot}/claim.json`;
  const found = await ports.store.get(key);
  if (found && !isFree(found, ports)) return ourClaim(ports, key, runId);

  const expiresAt = new Date(ports.clock.now().getTime() + LEASE_MS);
  const condition = found ? { ifMatch: found.etag } : ({ ifAbsent: true } as const);
  const etag = await ports.store.put(key, encoded({ runId, expiresAt }), condition);
  // A write whose answer was lost is repeated by the store and then finds itself: hence the second look.
  return etag === undefined ? ourClaim(ports, key, runId) : { key, runId, expiresAt, etag };
}

/** Asked right before the step that must not happen twice. False once the claim lapsed or was taken over. */
export async function stillHeld(ports: ClaimPorts, { key, runId }: Claim): Promise<boolean> {
  return (await ourClaim(ports, key, runId)) !== undefined;
}

/** Lets the next run have the slot at once. Never touches another run's claim and never throws: it lapses anyway. */
export async function releaseClaim(ports: ClaimPorts & { readonly log: Log }, claim: Claim): Promise<void> {
  const { key, runId, etag } = claim;
  try {
    const released = encoded({ runId, expiresAt: ports.clock.now() });
    const written = await ports.store.put(key, released, { ifMatch: etag });
    if (written === undefined) ports.log.warn('the claim was no longer of this run', { key, runId });
  } catch (error) {
    ports.log.warn('the claim was not released and lapses by itself', { key, runId, ...reportError(error) });
  }
}

async function ourClaim(ports: ClaimPorts, key: string, runId: string): Promise<Claim | undefined> {
  const found = await ports.store.get(key);
  if (!found) return undefined;
  const standing = parsed(found);
  if (standing?.runId !== runId || hasLapsed(standing, ports)) return undefined;
  return { key, runId, expiresAt: standing.expiresAt, etag: found.etag };
}

function isFree(found: Stored, ports: ClaimPorts): boolean {
  const standing = parsed(found);
  return !standing || hasLapsed(standing, ports);
}

/** Also an end that no claim of today can have: it was written by a wrong clock, and would hold the slot for as long. */
function hasLapsed({ expiresAt }: StoredClaim, { clock }: ClaimPorts): boolean {
  const left = expiresAt.getTime() - clock.now().getTime();
  return left <= 0 || left > 2 * LEASE_MS;
}

/** Undefined for what no run wrote: claims are written whole or not at all. */
function parsed({ bytes }: Stored): StoredClaim | undefined {
  try {
    return StoredClaim.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}

function encoded({ runId, expiresAt }: StoredClaim): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ runId, expiresAt }));
}
