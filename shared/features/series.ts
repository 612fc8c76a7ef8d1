import type { Field } from '../market/bar.ts';
import type { Frame } from './primitives/frame.ts';
import type { Observed } from './primitives/observed.ts';

/**
 * One track, cleaned, as a feature sees it: index 0 is the first day it may look at, values are wanted from `first`
 * on. Everything before a break of the price (or market cap) is unknown.
 */
export interface Series extends Frame {
  field(name: Field): Observed;
  /** The closes as given, across breaks and with spikes: when the token had a bar. */
  readonly listed: Observed;
  /** BTC's daily log returns; only for a feature whose `market` names `BITCOIN`. */
  bitcoin(): Observed;
  /** An index of the panel; only for a feature whose `market` names it. */
  index(name: string): Observed;
  /** What `make` gives, made once for all features of the track that ask for the same key. */
  once<T>(key: string, make: () => T): T;
  /** The same for what there is one of for each number or name: putting them into the key would cost more than to look up. */
  onceFor<T>(key: string, one: number | string, make: () => T): T;
}
