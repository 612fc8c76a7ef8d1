import { addDays } from '../../shared/domain/utcDay.ts';
import { FIELDS, type Field } from '../../shared/market/bar.ts';
import type { Panel, Track } from '../../shared/market/panel.ts';

/** The days `start` to `end` (exclusive) of a panel, as if it had never held any other. */
export function panelDays(panel: Panel, start: number, end: number): Panel {
  const days = end - start;
  const cut = (values: Float64Array) => {
    const part = new Float64Array(panel.tracks.length * days);
    for (let track = 0; track < panel.tracks.length; track++) {
      part.set(values.subarray(track * panel.days + start, track * panel.days + end), track * days);
    }
    return part;
  };
  const indexes = [...panel.indexes].map(([name, values]) => [name, values.slice(start, end)] as const);
  return {
    firstDay: addDays(panel.firstDay, start),
    days,
    tracks: panel.tracks,
    fields: eachField((field) => cut(panel.fields[field])),
    indexes: new Map(indexes),
  };
}

/** A panel with some of its tracks, in the order given. */
export function panelTracks(panel: Panel, tracks: readonly Track[]): Panel {
  const fields = eachField((field) => {
    const part = new Float64Array(tracks.length * panel.days);
    for (const [to, track] of tracks.entries()) {
      const from = panel.tracks.indexOf(track) * panel.days;
      part.set(panel.fields[field].subarray(from, from + panel.days), to * panel.days);
    }
    return part;
  });
  return { ...panel, tracks, fields };
}

function eachField(make: (field: Field) => Float64Array): Record<Field, Float64Array> {
  return Object.fromEntries(FIELDS.map((field) => [field, make(field)])) as Record<Field, Float64Array>;
}
