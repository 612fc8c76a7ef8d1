import { GraphQLError } from 'graphql';
import type { CallContext } from './callContext.ts';
import { CRYPTO } from './options.ts';
import { DATASETS, storageUrl } from './storageUrl.ts';

interface DatasetArguments {
  readonly filename: string;
  readonly tournament?: number | null;
}

export const datasetQueries = {
  listDatasets: ({ tournament }: Omit<DatasetArguments, 'filename'>, { world }: CallContext) =>
    tournament === CRYPTO ? world.options.datasets : [],
  dataset: ({ filename }: DatasetArguments, { world }: CallContext) => {
    if (!world.options.datasets.includes(filename)) throw new GraphQLError('Dataset not found');
    const expired = world.faults.take(['expired-url'], ['dataset']) !== undefined;
    return storageUrl(world, { method: 'GET', folder: DATASETS, name: filename, expired });
  },
};
