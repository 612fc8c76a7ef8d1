import type { Round } from '../domain/round.ts';
import { parseSubmissionName } from '../domain/submissionName.ts';
import type { SlotWatch } from '../domain/verifyDocument.ts';
import { AppError, InputError } from '../errors.ts';
import type { Limit, NumeraiWatch, Ports } from '../ports.ts';
import type { UnresolvedSlot } from './resolveSlots.ts';
import type { Slot } from './run.ts';
import { judgeStanding, type Standing } from './standing.ts';

type WatchingPorts = Pick<Ports, 'log'> & { readonly numerai: NumeraiWatch };

interface Watching {
  readonly round: Round;
  readonly now: Date;
  readonly slots: readonly (Slot | UnresolvedSlot)[];
  readonly limit: Limit;
}

/**
 * What Numerai has of each slot for a round.
 *
 * @returns one entry per slot; one that could not be asked about counts as not confirmed
 * @throws AppError when a slot cannot be asked about and no other is known to lack its submission
 */
export async function watchSlots(ports: WatchingPorts, watching: Watching): Promise<SlotWatch[]> {
  const { slots } = watching;
  const answers = await Promise.allSettled(slots.map((slot) => watchSlot(ports, slot, watching)));
  const known = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const lacking = known.some(({ confirmed }) => !confirmed);
  return answers.map((answer, i) => {
    if (answer.status === 'fulfilled') return answer.value;
    const error: unknown = answer.reason;
    if (!lacking || !(error instanceof AppError)) throw error;
    ports.log.warn(`${slots[i]!.name}: Numerai could not be asked`, { error });
    return lack(slots[i]!.name, `Numerai could not be asked: ${error.message}`);
  });
}

async function watchSlot(
  { numerai }: WatchingPorts,
  slot: Slot | UnresolvedSlot,
  { round, now, limit }: Watching,
): Promise<SlotWatch> {
  if ('error' in slot) return unresolved(slot);
  const [rounds, uploads] = await Promise.all([
    numerai.roundSubmissions(slot.modelId, limit),
    numerai.submissions(slot.modelId, undefined, limit),
  ]);
  const standing = judgeStanding({ round, now, slot: slot.name, rounds, uploads, attempts: [] });
  if (standing.kind !== 'empty') return judged(slot.name, standing);
  // After the deadline an upload that never counted is no standing any more, but it is what went wrong.
  const ours = uploads.find(
    ({ filename }) => parseSubmissionName(filename, slot.name)?.round === round.number,
  );
  return lack(slot.name, ours ? `Numerai never confirmed ${ours.filename}` : 'Numerai has no submission');
}

/** An account without the slot has nothing for it; anything else means that nobody knows. */
function unresolved({ name, error }: UnresolvedSlot): SlotWatch {
  if (error instanceof InputError) return lack(name, error.message);
  throw error;
}

function lack(slot: string, reason: string): SlotWatch {
  return { slot, confirmed: false, reason };
}

function judged(slot: string, standing: Exclude<Standing, { kind: 'empty' }>): SlotWatch {
  switch (standing.kind) {
    case 'confirmed': {
      const { filename, accepted } = standing.upload;
      return { slot, confirmed: true, reason: `${filename} is confirmed, ${accepted} tokens accepted` };
    }
    case 'foreign':
      return { slot, confirmed: true, reason: `${standing.filename}, which is not ours, is on-time` };
    case 'unsettled': {
      const { filename, accepted, sent } = standing.unsettled.at(-1)!;
      const counts = `${accepted ?? 'unknown'} of ${sent ?? 'unknown'} tokens accepted`;
      return lack(slot, `Numerai does not confirm ${filename}: status "${standing.status}", ${counts}`);
    }
    case 'late':
      return lack(slot, "Numerai has only a late file or an earlier round's");
  }
}
