import { type ErrorReport, reportError } from '../errors.ts';
import type { Limit, Numerai } from '../ports.ts';
import type { Settings } from '../settings.ts';
import { resolveSlots, type UnresolvedSlot } from './resolveSlots.ts';
import type { Slot } from './run.ts';

export interface WebhookPorts {
  readonly numerai: Pick<Numerai, 'models'> & {
    /** @param address undefined takes it back */
    setWebhook(modelId: string, address: string | undefined, limit: Limit): Promise<void>;
  };
}

export interface RegisteredSlot {
  readonly slot: string;
  readonly error: ErrorReport | null;
}

/** Tells Numerai, slot by slot, which address to call when a round opens. A slot in trouble never stops the others. */
export async function registerWebhook(
  { numerai }: WebhookPorts,
  {
    settings,
    address,
    limit,
  }: { readonly settings: Settings; readonly address: string | undefined; readonly limit: Limit },
): Promise<RegisteredSlot[]> {
  const slots = await resolveSlots({ numerai }, { settings, only: undefined, limit });
  return Promise.all(
    slots.map(async (slot) => {
      try {
        await numerai.setWebhook(modelIdOf(slot), address, limit);
        return { slot: slot.name, error: null };
      } catch (error) {
        return { slot: slot.name, error: reportError(error) };
      }
    }),
  );
}

function modelIdOf(slot: Slot | UnresolvedSlot): string {
  if ('error' in slot) throw slot.error;
  return slot.modelId;
}
