import { randomBytes } from 'node:crypto';
import { registerWebhook } from '../../shared/pipeline/registerWebhook.ts';
import type { CommandFunction } from '../invocation.ts';
import { openWebhook, saveWebhookToken } from '../openWebhook.ts';
import { webhookText } from '../webhookText.ts';

/** Has Numerai call nobody any more. The token that it knew is replaced by one that nobody knows. */
export const webhookOff: CommandFunction<unknown> = async (options, terminal) => {
  const { settings, numerai, limit } = await openWebhook(options, terminal);
  await saveWebhookToken(randomBytes(32).toString('base64url'));
  const slots = await registerWebhook({ numerai }, { settings, address: undefined, limit });
  const text = webhookText(slots, { done: 'Numerai calls no address any more', paint: terminal.paint });
  return { document: { address: null, slots }, text, exitCode: slots.some(({ error }) => error) ? 1 : 0 };
};
