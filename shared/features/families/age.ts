import type { Feature } from '../feature.ts';

const YEAR = 365;

export const age: readonly Feature[] = [
  {
    name: 'age',
    version: '1',
    family: 'age',
    source: 'Zhang (2006)',
    lookbackDays: YEAR,
    fields: [],
    market: [],
    definition: `days since the first close of the last ${YEAR} days, the day itself included`,
    missing: 'Needs the close of the day.',
    degenerate: 'The first bar gives 1.',
    compute: (series) => {
      const { values, seen } = series.listed;
      const ages = series.take();
      // From the first day of the year on, over the days without a bar, to the first that has one.
      for (let i = series.first, from = 0; i < series.length; i++) {
        from = Math.max(from, i + 1 - YEAR);
        while (from < i && Number.isNaN(values[from]!)) from++;
        ages[i] = seen[i + 1]! > 0 ? i + 1 - from : Number.NaN;
      }
      return ages;
    },
  },
];
