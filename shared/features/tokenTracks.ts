import type { Panel } from '../market/panel.ts';

/** The tracks of each token, the preferred source first, sources nobody named last and by name. */
export function tokenTracks(panel: Panel, sources: readonly string[]): Map<string, number[]> {
  const preference = (track: number) => {
    const place = sources.indexOf(panel.tracks[track]!.source);
    return place < 0 ? sources.length : place;
  };
  const tracks = new Map<string, number[]>();
  for (const [track, { ucid }] of panel.tracks.entries()) {
    const known = tracks.get(ucid);
    if (known) known.push(track);
    else tracks.set(ucid, [track]);
  }
  const byName = (a: number, b: number) => (panel.tracks[a]!.source < panel.tracks[b]!.source ? -1 : 1);
  for (const own of tracks.values()) own.sort((a, b) => preference(a) - preference(b) || byName(a, b));
  return tracks;
}
