/** Who tells a feature: Numerai's live file, a table of the user's, or market data of our own. */
export type FeatureOrigin = 'numerai' | 'user' | 'market';

/** Numerai's own begin with it; nothing else may. */
const NUMERAI_PREFIX = 'feature_';

/** A name says where its feature comes from: `feature_…` is Numerai's, `<table>.<column>` the user's. */
export function featureOrigin(name: string): FeatureOrigin {
  if (name.startsWith(NUMERAI_PREFIX)) return 'numerai';
  return name.includes('.') ? 'user' : 'market';
}

/** A column of a user's table, by its name as a feature. */
export interface UserColumn {
  /** `<table>.<column>` */
  readonly name: string;
  readonly table: string;
  readonly column: string;
}

/** A table's name has no dot, a column's may have some. */
export function userColumnOf(name: string): UserColumn {
  const dot = name.indexOf('.');
  return { name, table: name.slice(0, dot), column: name.slice(dot + 1) };
}
