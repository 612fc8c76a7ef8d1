import { CATALOGUE } from '../../shared/features/catalogue.ts';
import { TRANSFORMS } from '../../shared/features/transforms.ts';
import type { CommandFunction } from '../invocation.ts';
import { textTable } from '../textTable.ts';

const HEADER = ['feature', 'version', 'family', 'days', 'what it is'];

/** The features that are computed from market data. */
export const featuresList: CommandFunction<unknown> = async (_, { paint }) => {
  const features = CATALOGUE.map(({ compute: _, transform, ...facts }) => ({
    ...facts,
    transform: transform ?? null,
  }));
  const rows = CATALOGUE.map(({ name, version, family, lookbackDays, definition }) => [
    paint('bold', name),
    version,
    family,
    String(lookbackDays),
    definition,
  ]);
  const endings = Object.entries(TRANSFORMS).map(([name, { definition }]) => `_${name}: ${definition}`);
  const text = [
    textTable(HEADER, rows),
    '',
    'Any but a binned one also with an ending, as a place among the tokens of the day:',
    ...endings.map((line) => `  ${line}`),
    'days: bars that a value depends on, at most. --json also tells the source, what makes it NaN, and degenerate cases.',
  ].join('\n');
  return { document: { features, transforms: TRANSFORMS }, text };
};
