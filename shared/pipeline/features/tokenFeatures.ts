import { asOf } from '../../domain/asOf.ts';
import { featureOrigin, type UserColumn, userColumnOf } from '../../domain/featureOrigin.ts';
import type { UserDay } from '../../domain/userDay.ts';
import type { UtcDay } from '../../domain/utcDay.ts';
import type { BlockMemory } from '../../features/blockMemory.ts';
import { computeFeatures } from '../../features/computeFeatures.ts';
import { crossSection } from '../../features/crossSection.ts';
import type { FeatureColumn } from '../../features/featureColumn.ts';
import { findColumn } from '../../features/findColumns.ts';
import type { Panel } from '../../market/panel.ts';

/** Features that do not come with Numerai's live file. */
export interface FeatureChoice {
  readonly market: readonly FeatureColumn[];
  readonly user: readonly UserColumn[];
}

/** What there is to compute them from. */
export interface FeatureHistory {
  /** Undefined where no market feature is wanted. */
  readonly panel: Panel | undefined;
  /** Providers, the preferred one first. */
  readonly sources: readonly string[];
  /** Days of the user's tables, by table, oldest first. */
  readonly userDays: ReadonlyMap<string, readonly UserDay[]>;
  readonly userMaxAgeDays: number;
  /** What the days before were computed in, once they are done with. */
  readonly memory?: BlockMemory;
}

/** The tokens of a day; ranks and bins are among them. */
export interface TokenSection {
  readonly day: UtcDay;
  readonly symbols: readonly string[];
  /** '' where a token has none; it then has no market features. */
  readonly ucids: readonly string[];
}

/** The features that names stand for; a name that stands for none is left out. */
export function chooseFeatures(names: readonly string[]): FeatureChoice {
  const of = (origin: string) => names.filter((name) => featureOrigin(name) === origin);
  return {
    market: of('market').flatMap((name) => findColumn(name) ?? []),
    user: of('user').map(userColumnOf),
  };
}

/**
 * Features of the tokens of some days, by name: one value a token, NaN where it is unknown. A live round asks for its
 * one day, a training table for many, and a day's values are the same to the last bit, whatever else is asked for.
 * The next day's come in the same arrays.
 *
 * @param sections oldest first; their days are computed in one go, so that memory grows with them
 */
export function* tokenFeatures(
  history: FeatureHistory,
  choice: FeatureChoice,
  sections: readonly TokenSection[],
): Generator<ReadonlyMap<string, Float64Array>, void, undefined> {
  const block = blockOf(history, choice, sections);
  const most = Math.max(...sections.map(({ ucids }) => ucids.length));
  const table = block ? choice.market.map(() => new Float64Array(most)) : [];
  for (const section of sections) {
    const into = table.map((values) => values.subarray(0, section.ucids.length));
    const market = block ? crossSection(block, choice.market, { ...section, into }) : [];
    yield new Map([
      ...market.map((values, i) => [choice.market[i]!.name, values] as const),
      ...choice.user.map((column) => [column.name, userValues(history, column, section)] as const),
    ]);
  }
}

function blockOf(
  { panel, sources, memory }: FeatureHistory,
  { market }: FeatureChoice,
  sections: readonly TokenSection[],
) {
  const [first, last] = [sections[0], sections.at(-1)];
  if (!panel || market.length === 0 || !first || !last) return undefined;
  const ucids = new Set(sections.flatMap((section) => section.ucids));
  return computeFeatures(panel, { columns: market, from: first.day, to: last.day, sources, ucids, memory });
}

function userValues(
  { userDays, userMaxAgeDays: maxAgeDays }: FeatureHistory,
  { table, column }: UserColumn,
  { day, ...tokens }: TokenSection,
): Float64Array {
  return asOf(userDays.get(table) ?? [], column, { day, maxAgeDays, tokens });
}
