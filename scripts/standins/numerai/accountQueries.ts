import { type CallContext, ownModel } from './callContext.ts';
import { latestSubmissions } from './latestSubmissions.ts';
import type { StandinModel } from './options.ts';
import { submissionAnswer } from './submissionAnswer.ts';
import { requireToken } from './tokens.ts';

const USERNAME = 'example_user';

interface SubmissionsArguments {
  readonly id?: string | null;
  readonly modelId?: string | null;
}

/** Queries that need a token. */
export const accountQueries = {
  apiTokenInfo: (_: unknown, { caller }: CallContext) => {
    const { publicId, scopes } = requireToken(caller);
    return { accountUsername: USERNAME, name: 'local token', publicId, scopes };
  },
  account: (_: unknown, { world, caller }: CallContext) => {
    requireToken(caller, 'read_user_info');
    return { id: ACCOUNT_ID, username: USERNAME, models: () => world.options.models.map(modelAnswer) };
  },
  model: ({ modelId }: SubmissionsArguments, context: CallContext) => {
    requireToken(context.caller, 'read_submission_info');
    return modelAnswer(ownModel(context, modelId));
  },
  /** Newest first: one model's, or without a model the whole account's. */
  submissions: ({ id, modelId }: SubmissionsArguments, context: CallContext) => {
    requireToken(context.caller, 'read_submission_info');
    const { ledger } = context.world;
    const deposits = modelId ? ledger.ofModel(ownModel(context, modelId).id) : ledger.all();
    const wanted = deposits.filter((deposit) => !id || deposit.id === id);
    return wanted.map((deposit) => submissionAnswer(context.world, deposit));
  },
};

const ACCOUNT_ID = '00000000-0000-4000-8000-0000000000ff';

function modelAnswer(model: StandinModel) {
  return {
    id: model.id,
    name: model.name,
    username: model.name,
    tournament: model.tournament,
    archived: false,
    submissionWebhook: (_: unknown, { world }: CallContext) => world.webhooks.get(model.id) ?? null,
    latestSubmissions: ({ latestNRounds }: { latestNRounds: number }, { world }: CallContext) =>
      latestSubmissions(world, model.id, latestNRounds),
  };
}
