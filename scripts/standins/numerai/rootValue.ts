import { accountQueries } from './accountQueries.ts';
import { datasetQueries } from './datasetQueries.ts';
import { roundQueries } from './roundQueries.ts';
import { scoreQueries } from './scoreQueries.ts';
import { submissionMutations } from './submissionMutations.ts';
import { webhookMutations } from './webhookMutations.ts';

/** A resolver for every root field of the schema. */
export const rootValue = {
  ...roundQueries,
  ...datasetQueries,
  ...accountQueries,
  ...scoreQueries,
  ...submissionMutations,
  ...webhookMutations,
};
