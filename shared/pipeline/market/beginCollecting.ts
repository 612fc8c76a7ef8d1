import type { ResolvedSymbols } from '../../market/resolveSymbols.ts';
import type { Limit } from '../../ports.ts';
import { readBars } from './barStore.ts';
import { type Collecting, identityFrom, listKeeper, namesByUcid } from './collecting.ts';
import { archivedUniverse, withSymbols } from './knownUniverse.ts';
import { readMapping, updateMappingFile } from './mappingStore.ts';
import { storedDays } from './marketKeys.ts';
import type { MarketPorts } from './marketPorts.ts';
import { providerReports } from './providerReports.ts';

export interface Beginning {
  readonly top: number;
  readonly limit: Limit;
  /** The longest one provider may take for a day's cross-section. */
  readonly shareMs: number;
}

/** Reads what a run has to know before it asks anybody. */
export async function beginCollecting(ports: MarketPorts, of: Beginning): Promise<Collecting> {
  const reports = providerReports(ports.log, ports.providers);
  const listOf = listKeeper(reports);
  const identity = identityFrom(await readMapping(ports));
  const run = { ports, ...of, reports, listOf, identity, dated: new Set<string>() };
  return { ...run, ...(await universeOf(run)) };
}

/** Stores what the run has learnt about who is who. */
export async function keepIdentity({ ports, identity }: Collecting): Promise<void> {
  if (identity.edits.length === 0) return;
  await updateMappingFile(ports, (stored) => identity.edits.reduce((mapping, edit) => edit(mapping), stored));
}

type Beginner = Omit<Collecting, 'universe' | 'unresolved'>;

async function universeOf(run: Beginner): Promise<Pick<Collecting, 'universe' | 'unresolved'>> {
  const universe = await archivedUniverse(run.ports);
  const { ucids, ambiguous, unknown } =
    universe && !universe.ucids
      ? await resolved(run, universe.symbols)
      : { ucids: universe?.ucids ?? [], ambiguous: [], unknown: [] };
  return { universe: ucids.filter((ucid) => ucid !== ''), unresolved: { ambiguous, unknown } };
}

async function resolved(
  { ports, identity, listOf, limit }: Beginner,
  symbols: readonly string[],
): Promise<ResolvedSymbols> {
  const first = ports.providers.find(namesByUcid);
  const day = (await storedDays(ports.store, 'bars')).at(-1);
  const bars = day === undefined ? [] : ((await readBars(ports, day)) ?? []);
  const listed = first ? await listOf(first, limit) : [];
  const since = day ?? ports.clock.now().toISOString().slice(0, 10);
  const of = { day: since, bars: bars.filter(({ source }) => source === first?.source), listed };
  const found = withSymbols(identity.mapping(), symbols, of).resolved;
  identity.change((mapping) => withSymbols(mapping, symbols, of).mapping);
  const { ambiguous, unknown } = found;
  if (ambiguous.length + unknown.length > 0) {
    const open = [...ambiguous.map(({ symbol }) => symbol), ...unknown];
    ports.log.warn(`${open.length} symbols of the live universe have no certain ucid: ${open.join(', ')}`, {
      ambiguous,
      unknown,
    });
  }
  return found;
}
