import { toUniverse, type Universe } from '../../domain/universe.ts';
import type { UtcDay } from '../../domain/utcDay.ts';
import { AppError } from '../../errors.ts';
import type { Ports } from '../../ports.ts';

const LIVE = /^rounds\/(\d+)\/live\.parquet$/;
/** Files that are fetched at once: a bucket is far away. */
const AT_ONCE = 8;

type ArchivePorts = Pick<Ports, 'store' | 'files' | 'log'>;

/** Where the live files of the past are kept, by their day; of two rounds of one day the later one. */
export async function liveArchive(ports: ArchivePorts): Promise<ReadonlyMap<UtcDay, string>> {
  const keys = (await ports.store.list('rounds/')).filter((key) => LIVE.test(key)).sort(byRound);
  const byDay = new Map<UtcDay, string>();
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const some = keys.slice(from, from + AT_ONCE);
    const universes = await Promise.all(some.map((key) => archivedUniverse(ports, key)));
    for (const [i, universe] of universes.entries()) if (universe?.date) byDay.set(universe.date, some[i]!);
  }
  return byDay;
}

/** Undefined, with a warning, for a file that cannot be read. */
export async function archivedUniverse(ports: ArchivePorts, key: string): Promise<Universe | undefined> {
  try {
    const stored = await ports.store.get(key);
    return stored && toUniverse(await ports.files.readTable(stored.bytes));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ports.log.warn(`${key} is left out: ${error.message}`);
    return undefined;
  }
}

function byRound(a: string, b: string): number {
  return Number(LIVE.exec(a)![1]) - Number(LIVE.exec(b)![1]);
}
