import type { Store } from '../ports.ts';
import { type RunRecord, readRecord } from './runRecord.ts';

const RECORD = /^rounds\/(\d+)\/([^/]+)\/record\.json$/;

/** The records of the newest rounds that the store has any of, newest first. */
export async function storedRounds(store: Store, atMost: number): Promise<RunRecord[]> {
  const places = (await store.list('rounds/')).flatMap((key) => {
    const [, round, slot] = RECORD.exec(key) ?? [];
    return round && slot ? [{ round: Number(round), slot, modelId: '' }] : [];
  });
  const numbers = [...new Set(places.map(({ round }) => round))].sort((a, b) => b - a).slice(0, atMost);
  const wanted = places.filter(({ round }) => numbers.includes(round));
  const records = await Promise.all(wanted.map((place) => readRecord(store, place)));
  return records.sort((a, b) => b.round - a.round || (a.slot < b.slot ? -1 : 1));
}
