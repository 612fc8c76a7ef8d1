import * as z from 'zod';
import { UsageError } from '../shared/errors.ts';
import type { WebhookCall } from '../shared/pipeline/answerWebhook.ts';

/** What a function URL hands on, as far as it is looked at. */
const UrlEvent = z.object({
  rawPath: z.string(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

/**
 * The request behind an invocation through the function's URL.
 *
 * @throws UsageError `usage`, without a word of the event: its path is a key
 */
export function parseWebhookCall(event: unknown): WebhookCall {
  const parsed = UrlEvent.safeParse(event);
  if (!parsed.success) {
    const hint = 'This function is called through its URL only; to submit now: npm run -s autopilot -- run.';
    throw new UsageError('usage', 'the event is not the request of a function URL', { hint });
  }
  const { rawPath: path, requestContext } = parsed.data;
  return { path, method: requestContext.http.method };
}
