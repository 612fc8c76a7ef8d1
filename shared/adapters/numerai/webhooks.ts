import type { Limit } from '../../ports.ts';
import type { Graphql } from './graphql.ts';

/** Has Numerai call an address when a round opens for a model; undefined: no address any more. Repeats do no harm. */
export async function setWebhook(
  api: Graphql,
  { modelId, address }: { readonly modelId: string; readonly address: string | undefined },
  limit: Limit,
): Promise<void> {
  // The one place where null is taken: it is what clears the address.
  await api.ask('SetWebhook', { modelId, url: address ?? null }, limit);
}

/** Has Numerai call a model's address now; the id of that call. Not repeated: each would be another call. */
export async function triggerWebhook(api: Graphql, modelId: string, limit: Limit): Promise<string> {
  return (await api.askOnce('TriggerWebhook', { modelId }, limit)).triggerModelWebhook;
}
