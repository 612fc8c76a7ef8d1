import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { exchange, httpUrl } from '../../../shared/adapters/http.ts';
import { type CallContext, ownModel } from './callContext.ts';
import { requireToken } from './tokens.ts';

interface SetArguments {
  readonly modelId?: string | null;
  readonly newSubmissionWebhook?: string | null;
}

const PATIENCE_MS = 10_000;

/** An address that is called when a round opens, or when somebody asks for it. Which scope it takes is not known. */
export const webhookMutations = {
  /** @returns the text "true", as Numerai does */
  setSubmissionWebhook: ({ modelId, newSubmissionWebhook }: SetArguments, context: CallContext) => {
    requireToken(context.caller);
    const { webhooks } = context.world;
    const { id } = ownModel(context, modelId);
    if (newSubmissionWebhook == null) webhooks.delete(id);
    else webhooks.set(id, newSubmissionWebhook);
    return 'true';
  },
  triggerModelWebhook: async ({ modelId }: { readonly modelId: string }, context: CallContext) => {
    requireToken(context.caller);
    const url = httpUrl(context.world.webhooks.get(ownModel(context, modelId).id) ?? '');
    if (!url) throw new GraphQLError('Model has no webhook');
    const triggerId = randomUUID();
    const { status } = await called(url, triggerId);
    // Anything but 200 is a failure to Numerai.
    if (status !== 200) throw new GraphQLError(`Error received from your webhook server: {${status}}`);
    return triggerId;
  },
};

async function called(url: URL, triggerId: string) {
  const body = new TextEncoder().encode(JSON.stringify({ triggerId }));
  const headers = { 'Content-Type': 'application/json' };
  const limit = { retryUntil: new Date(), signal: AbortSignal.timeout(PATIENCE_MS) };
  return exchange({ method: 'POST', url, headers, body }, limit).catch((error: Error) => {
    throw new GraphQLError(`Error received from your webhook server: {${error.message}}`);
  });
}
