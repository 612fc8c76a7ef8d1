import { answerWebhook } from '../shared/pipeline/answerWebhook.ts';
import { entryPointFor } from './middleware.ts';
import { parseWebhookCall } from './webhookCall.ts';
import { type WireWebhook, wireWebhook } from './webhookWiring.ts';

/** Numerai's call when a round opens, which starts submit a few minutes before its next tick. */
export const webhookHandler = (wire: WireWebhook) =>
  entryPointFor(parseWebhookCall, async (call, { log }) => answerWebhook((await wire(log)).ports, call));

export const handler = webhookHandler(wireWebhook);
