import { addDays, daysBetween, type UtcDay } from '../domain/utcDay.ts';
import { FIELDS, type Field } from './bar.ts';
import { byText } from './byText.ts';
import type { MarketDay } from './marketDay.ts';
import type { Panel, Track } from './panel.ts';

/**
 * Days side by side, from the earliest to the latest, each at most once; a day that is not given is unknown.
 *
 * @param days at least one
 */
export function assemblePanel(days: readonly MarketDay[]): Panel {
  return updatePanel(undefined, days, Number.POSITIVE_INFINITY);
}

/**
 * A panel with days added or put in place of its own, cut to the newest. Tracks without a number left in them go.
 *
 * @param panel undefined for none; not changed
 * @param days at least one where there is no panel
 * @param keep how many days the result has at most
 */
export function updatePanel(panel: Panel | undefined, days: readonly MarketDay[], keep: number): Panel {
  const lastDay = latest([...days.map(({ day }) => day), ...(panel ? [endOf(panel)] : [])]);
  const firstDay = latest([
    earliest([...days.map(({ day }) => day), ...(panel ? [panel.firstDay] : [])]),
    Number.isFinite(keep) ? addDays(lastDay, 1 - keep) : '',
  ]);
  const fresh = days.filter(({ day }) => day >= firstDay);
  const draft = emptyPanel({
    firstDay,
    lastDay,
    tracks: tracksOf(panel, fresh),
    indexes: namesOf(panel, fresh),
  });
  if (panel) copyPanel(draft, panel, new Set(fresh.map(({ day }) => day)));
  for (const day of fresh) writeDay(draft, day);
  return withoutEmptyTracks(draft.panel);
}

interface Draft {
  readonly panel: Panel;
  /** Source → ucid → track. */
  readonly trackAt: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

interface Shape {
  readonly firstDay: UtcDay;
  readonly lastDay: UtcDay;
  readonly tracks: readonly Track[];
  readonly indexes: readonly string[];
}

function emptyPanel({ firstDay, lastDay, tracks, indexes }: Shape): Draft {
  const days = daysBetween(firstDay, lastDay) + 1;
  const trackAt = new Map<string, Map<string, number>>();
  for (const [t, { ucid, source }] of tracks.entries()) {
    const ofSource = trackAt.get(source) ?? new Map<string, number>();
    trackAt.set(source, ofSource.set(ucid, t));
  }
  const panel = {
    firstDay,
    days,
    tracks,
    fields: fieldArrays(() => new Float64Array(tracks.length * days).fill(Number.NaN)),
    indexes: new Map(indexes.map((name) => [name, new Float64Array(days).fill(Number.NaN)])),
  };
  return { panel, trackAt };
}

/** Every day of the old panel that is still in the new one and is not replaced. */
function copyPanel({ panel, trackAt }: Draft, old: Panel, replaced: ReadonlySet<UtcDay>): void {
  const shift = daysBetween(panel.firstDay, old.firstDay);
  const kept = Array.from({ length: old.days }, (_, i) => i).filter(
    (i) => i + shift >= 0 && i + shift < panel.days && !replaced.has(addDays(old.firstDay, i)),
  );
  for (const [t, { ucid, source }] of old.tracks.entries()) {
    const to = trackAt.get(source)!.get(ucid)! * panel.days + shift;
    for (const field of FIELDS) {
      const [target, values] = [panel.fields[field], old.fields[field]];
      for (const i of kept) target[to + i] = values[t * old.days + i]!;
    }
  }
  for (const [name, values] of old.indexes) {
    const target = panel.indexes.get(name)!;
    for (const i of kept) target[shift + i] = values[i]!;
  }
}

function writeDay({ panel, trackAt }: Draft, { day, bars, indexes }: MarketDay): void {
  const at = daysBetween(panel.firstDay, day);
  for (const bar of bars) {
    const cell = trackAt.get(bar.source)!.get(bar.ucid)! * panel.days + at;
    for (const field of FIELDS) panel.fields[field][cell] = bar[field];
  }
  for (const [name, value] of indexes) panel.indexes.get(name)![at] = value;
}

function tracksOf(panel: Panel | undefined, days: readonly MarketDay[]): Track[] {
  const sources = new Map<string, Set<string>>();
  const note = ({ ucid, source }: Track) => {
    const ucids = sources.get(source) ?? new Set<string>();
    sources.set(source, ucids.add(ucid));
  };
  for (const track of panel?.tracks ?? []) note(track);
  for (const { bars } of days) for (const bar of bars) note(bar);
  const tracks = [...sources].flatMap(([source, ucids]) => [...ucids].map((ucid) => ({ ucid, source })));
  return tracks.sort((a, b) => byText(a.ucid, b.ucid) || byText(a.source, b.source));
}

function namesOf(panel: Panel | undefined, days: readonly MarketDay[]): string[] {
  const names = [...(panel?.indexes.keys() ?? []), ...days.flatMap(({ indexes }) => [...indexes.keys()])];
  return [...new Set(names)].sort(byText);
}

function withoutEmptyTracks(panel: Panel): Panel {
  const { days } = panel;
  const isFilled = (_: Track, t: number) =>
    FIELDS.some((field) =>
      panel.fields[field].subarray(t * days, (t + 1) * days).some((value) => !Number.isNaN(value)),
    );
  const filled = panel.tracks.map(isFilled);
  if (filled.every(Boolean)) return panel;
  const kept = panel.tracks.flatMap((_, t) => (filled[t] ? [t] : []));
  const fields = fieldArrays((field) => {
    const values = new Float64Array(kept.length * days);
    for (const [to, t] of kept.entries()) {
      values.set(panel.fields[field].subarray(t * days, (t + 1) * days), to * days);
    }
    return values;
  });
  return { ...panel, tracks: kept.map((t) => panel.tracks[t]!), fields };
}

function fieldArrays(make: (field: Field) => Float64Array): Record<Field, Float64Array> {
  return Object.fromEntries(FIELDS.map((field) => [field, make(field)])) as Record<Field, Float64Array>;
}

function endOf({ firstDay, days }: Panel): UtcDay {
  return addDays(firstDay, days - 1);
}

function earliest(days: readonly UtcDay[]): UtcDay {
  return days.reduce((a, b) => (b < a ? b : a));
}

function latest(days: readonly UtcDay[]): UtcDay {
  return days.reduce((a, b) => (b > a ? b : a));
}
