import { featureOrigin } from '../../domain/featureOrigin.ts';
import type { Table } from '../../domain/table.ts';
import type { UtcDay } from '../../domain/utcDay.ts';
import type { Ports } from '../../ports.ts';
import { archivedUniverse } from './liveArchive.ts';

/** Who and when a row is of. */
const IDENTITIES: ReadonlySet<string> = new Set(['symbol', 'ucid', 'id', 'date']);

/** Numerai's columns of numbers: all of the training file, and the features of the newest live file. */
export async function numeraiColumns(
  ports: Pick<Ports, 'store' | 'files' | 'log'>,
  { training, live }: { training: Table | undefined; live: ReadonlyMap<UtcDay, string> },
): Promise<string[]> {
  const newest = live.get([...live.keys()].sort().at(-1) ?? '');
  const universe = newest === undefined ? undefined : await archivedUniverse(ports, newest);
  const trained = training ? numbersIn(training) : [];
  const known = universe ? numbersIn(universe.table) : [];
  return [...new Set([...known.filter((name) => featureOrigin(name) === 'numerai'), ...trained])];
}

function numbersIn({ columns }: Table): string[] {
  return [...columns].flatMap(([name, { kind }]) => (kind === 'number' && !IDENTITIES.has(name) ? name : []));
}
