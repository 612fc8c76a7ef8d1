import { reportError } from '../../shared/errors.ts';
import { resolveSlots } from '../../shared/pipeline/resolveSlots.ts';
import type { CommandFunction } from '../invocation.ts';
import { openWebhook } from '../openWebhook.ts';
import { webhookText } from '../webhookText.ts';

/** Has Numerai call each slot's address now: the whole way, from there to a run of submit. */
export const webhookTest: CommandFunction<unknown> = async (options, terminal) => {
  const { settings, numerai, limit } = await openWebhook(options, terminal);
  const found = await resolveSlots({ numerai }, { settings, only: undefined, limit });
  const slots = await Promise.all(
    found.map(async (slot) => {
      try {
        if ('error' in slot) throw slot.error;
        return { slot: slot.name, call: await numerai.triggerWebhook(slot.modelId, limit), error: null };
      } catch (error) {
        return { slot: slot.name, call: null, error: reportError(error) };
      }
    }),
  );
  const done = 'Numerai called and was answered 200';
  const lines = webhookText(slots, { done, paint: terminal.paint });
  return {
    document: { slots },
    text: `${lines}\nNext: the run that was started is in logs`,
    exitCode: slots.some(({ error }) => error) ? 1 : 0,
  };
};
