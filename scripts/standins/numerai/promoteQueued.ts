import { SECOND } from './apiTime.ts';
import { judgeUpload } from './judgeUpload.ts';
import type { Deposit, Finding } from './submissionsLedger.ts';
import type { World } from './world.ts';

/**
 * Late uploads whose next round has opened become on-time submissions of it: the same file under a new id. One that
 * was replaced by an upload of that round is dropped.
 */
export async function promoteQueued(world: World): Promise<void> {
  for (const late of world.ledger.all().filter((deposit) => deposit.late)) {
    const at = promotedAt(world, late);
    if (!at || at > world.clock.now() || !isQueued(world, late)) continue;
    const finding = { ...(await foundToday(world, late)), visibleAt: at };
    // Another request may have promoted it meanwhile.
    if (isQueued(world, late)) promote(world, late, { at, finding });
  }
}

/** @returns undefined while the next round is not known */
function promotedAt({ calendar, options }: World, { roundNumber }: Deposit): Date | undefined {
  const next = calendar.byNumber(roundNumber + 1);
  return next && new Date(next.openTime.getTime() + options.queueSeconds * SECOND);
}

function isQueued({ ledger, clock }: World, { id, modelId, roundNumber }: Deposit): boolean {
  return ledger.queuedFor(modelId, roundNumber + 1, clock.now())?.id === id;
}

/** The universe may have changed since. */
async function foundToday(world: World, { filename, finding }: Deposit): Promise<Finding> {
  const bytes = world.uploads.read(filename);
  return bytes ? { ...finding, ...(await judgeUpload(world, bytes)) } : finding;
}

function promote(
  { ledger, clock }: World,
  late: Deposit,
  { at, finding }: { at: Date; finding: Finding },
): void {
  const { id: _, ...deposit } = late;
  const roundNumber = late.roundNumber + 1;
  ledger.settle(late);
  if (ledger.counting(late.modelId, roundNumber, clock.now())) return;
  ledger.add({ ...deposit, roundNumber, insertedAt: at, late: false, finding });
}
