import type { Field } from '../market/bar.ts';
import type { Arena } from './arena.ts';
import type { Bars } from './bars.ts';
import { type Observed, observe } from './primitives/observed.ts';
import type { Series } from './series.ts';

/** What all tracks of a computation share. */
export interface Surroundings {
  readonly epochDay: number;
  readonly arena: Arena;
  /** BTC's log returns, where BTC is known, and the panel's indexes by name; over the days of the series. */
  readonly bitcoin: Float64Array | undefined;
  readonly indexes: ReadonlyMap<string, Float64Array>;
}

/** A stretch of a track without a break inside: its values are wanted for `first` to `length`. */
export class TrackSeries implements Series {
  readonly first: number;
  readonly length: number;
  readonly epochDay: number;
  readonly #bars: Bars;
  readonly #around: Surroundings;
  readonly #made = new Map<string, unknown>();
  readonly #madeFor = new Map<string, Map<number | string, unknown>>();

  constructor(bars: Bars, days: { readonly first: number; readonly length: number }, around: Surroundings) {
    this.first = days.first;
    this.length = days.length;
    this.epochDay = around.epochDay;
    this.#bars = bars;
    this.#around = around;
  }

  get listed(): Observed {
    return this.once('listed', () => observe(this, this.#bars.listed));
  }

  take(): Float64Array {
    return this.#around.arena.take();
  }

  giveBack(count: number): void {
    this.#around.arena.giveBack(count);
  }

  field(name: Field): Observed {
    return this.once(name, () => observe(this, this.#bars.fields[name]));
  }

  bitcoin(): Observed {
    return this.once('bitcoin', () => observe(this, this.#around.bitcoin!));
  }

  index(name: string): Observed {
    return this.onceFor('index', name, () => observe(this, this.#around.indexes.get(name)!));
  }

  once<T>(key: string, make: () => T): T {
    return onceIn(this.#made, key, make);
  }

  onceFor<T>(key: string, one: number | string, make: () => T): T {
    let made = this.#madeFor.get(key);
    if (!made) {
      made = new Map();
      this.#madeFor.set(key, made);
    }
    return onceIn(made, one, make);
  }
}

function onceIn<K, T>(all: Map<K, unknown>, key: K, make: () => T): T {
  const made = all.get(key);
  if (made !== undefined) return made as T;
  const fresh = make();
  all.set(key, fresh);
  return fresh;
}
