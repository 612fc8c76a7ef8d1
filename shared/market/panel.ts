import type { UtcDay } from '../domain/utcDay.ts';
import type { Field } from './bar.ts';

/**
 * Market history side by side: tracks × consecutive UTC days. What one provider tells of one token is a track;
 * a feature reads one track, so that providers never mix within a value.
 */
export interface Panel {
  readonly firstDay: UtcDay;
  readonly days: number;
  /** Each (ucid, source) once. */
  readonly tracks: readonly Track[];
  /** Per field: track t on day i stands at `t * days + i`; NaN is unknown. */
  readonly fields: Readonly<Record<Field, Float64Array>>;
  /** One value a day for the whole market, by name, e.g. `fear_greed`; each `days` long, NaN is unknown. */
  readonly indexes: ReadonlyMap<string, Float64Array>;
}

export interface Track {
  readonly ucid: string;
  /** The provider. */
  readonly source: string;
}
