import { addDays } from '../../shared/domain/utcDay.ts';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import { computeFeatures } from '../../shared/features/computeFeatures.ts';
import type { Feature } from '../../shared/features/feature.ts';
import type { Panel } from '../../shared/market/panel.ts';

export interface Wanted {
  readonly features?: readonly Feature[];
  /** Days of the panel, the last included; by default all. */
  readonly from?: number;
  readonly to?: number;
}

export interface CatalogueValues {
  /** The value of a token, by ucid, on a day of the panel. */
  at(feature: Feature, ucid: string, day: number): number;
  /** All values of a feature that are wanted of a token, oldest first. */
  of(feature: Feature, ucid: string): Float64Array;
}

/** Values of the catalogue, before any transform, with the indexes of the panel for days. */
export function catalogueValues(panel: Panel, wanted: Wanted = {}): CatalogueValues {
  const { features = CATALOGUE, from = 0, to = panel.days - 1 } = wanted;
  const block = computeFeatures(panel, {
    columns: features.map((feature) => ({ feature })),
    from: addDays(panel.firstDay, from),
    to: addDays(panel.firstDay, to),
    sources: ['coinmarketcap'],
  });
  const at = (feature: Feature, ucid: string, day: number) =>
    block.values.get(feature)![(day - from) * block.rows.size + block.rows.get(ucid)!]!;
  return {
    at,
    of: (feature, ucid) => Float64Array.from({ length: block.days }, (_, i) => at(feature, ucid, from + i)),
  };
}
