import type { NumeraiWatch } from '../../ports.ts';
import { currentRound } from './currentRound.ts';
import type { Graphql } from './graphql.ts';
import { recentRounds } from './recentRounds.ts';
import { roundSubmissions, submissions } from './submissions.ts';

/** What of Numerai only looks: rounds, models, and what it has of each. It needs no reader of files. */
export function numeraiWatch(api: Graphql): NumeraiWatch {
  return {
    currentRound: (limit) => currentRound(api, limit),
    recentRounds: (limit) => recentRounds(api, limit),
    models: async (limit) => (await api.ask('Models', {}, limit)).account.models,
    roundSubmissions: (modelId, limit) => roundSubmissions(api, modelId, limit),
    submissions: (modelId, id, limit) => submissions(api, { modelId, id }, limit),
  };
}
