import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { limitOf, openNumerai } from '../wiring.ts';

const SECONDS = 60;

/** Names of Numerai's Crypto files. */
export const dataList: CommandFunction<unknown> = async (_, { log }) => {
  const limit = limitOf(SECONDS, interruption());
  const datasets = await openNumerai({ dataset: '', log }).listDatasets(limit);
  return { document: { datasets }, text: datasets.join('\n') || 'Numerai lists no Crypto files' };
};
