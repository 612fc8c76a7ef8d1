import { randomBytes } from 'node:crypto';
import { withoutKeys } from '../../shared/adapters/notify/withoutKeys.ts';
import { UsageError } from '../../shared/errors.ts';
import { registerWebhook } from '../../shared/pipeline/registerWebhook.ts';
import { stackResources } from '../environment.ts';
import type { CommandFunction } from '../invocation.ts';
import { openWebhook, saveWebhookToken } from '../openWebhook.ts';
import { webhookText } from '../webhookText.ts';

const TOKEN_BYTES = 32;

/** Has Numerai call the deployment's address, with a token made here and shown to nobody, for every slot. */
export const webhookOn: CommandFunction<unknown> = async (options, terminal) => {
  const { settings, numerai, limit } = await openWebhook(options, terminal);
  const address = deployedAddress();
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await saveWebhookToken(token);
  const registered = await registerWebhook(
    { numerai },
    { settings, address: new URL(token, address).href, limit },
  );
  // Numerai's words may quote the address.
  const clean = withoutKeys({ NUMERAI_WEBHOOK_TOKEN: token });
  const slots = registered.map(({ slot, error }) => ({
    slot,
    error: error && { ...error, message: clean(error.message) },
  }));
  const next = 'Next, in five minutes, when the new token is known everywhere: webhook test';
  const lines = webhookText(slots, { done: `Numerai calls ${address} with a token`, paint: terminal.paint });
  const exitCode = slots.some(({ error }) => error) ? 1 : 0;
  return { document: { address, slots }, text: `${lines}\n${next}`, exitCode };
};

function deployedAddress(): string {
  try {
    return stackResources('AUTOPILOT_WEBHOOK_URL').AUTOPILOT_WEBHOOK_URL;
  } catch (cause) {
    throw new UsageError('aws_not_configured', 'the deployment has no address that Numerai could call', {
      cause,
      hint: 'Set "webhook": true in the settings and deploy again (npm run deploy), or set AUTOPILOT_WEBHOOK_URL.',
    });
  }
}
