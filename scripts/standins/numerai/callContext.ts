import { GraphQLError } from 'graphql';
import type { StandinModel } from './options.ts';
import type { Caller } from './tokens.ts';
import type { World } from './world.ts';

/** What every resolver is given. */
export interface CallContext {
  readonly world: World;
  readonly caller: Caller;
}

/**
 * The account's model an id stands for.
 *
 * @throws GraphQLError when the id is unknown, or left out although there are several models
 */
export function ownModel({ world }: CallContext, modelId: string | null | undefined): StandinModel {
  const { models } = world.options;
  if (!modelId && models.length > 1) {
    throw new GraphQLError('Account contains multiple user models - you must specify model_id.');
  }
  const model = modelId ? models.find(({ id }) => id === modelId) : models[0];
  if (!model) throw new GraphQLError('Model not found');
  return model;
}

/** @throws GraphQLError for a tournament that does not exist or is not the model's */
export function requireTournament(tournament: number, model: StandinModel): void {
  if (tournament !== model.tournament) throw new GraphQLError('invalid tournament');
}
