import type { Settings } from '../settings.ts';
import { addBars, readBars } from './market/barStore.ts';
import { beginCollecting, keepIdentity } from './market/beginCollecting.ts';
import { type CollectDocument, collectDocument, idleDocument } from './market/collectDocument.ts';
import { collectIndexes } from './market/collectIndexes.ts';
import type { Collecting } from './market/collecting.ts';
import { addCorrections } from './market/correctionStore.ts';
import { damageNotes } from './market/damageNotes.ts';
import { writeRecord } from './market/dayRecords.ts';
import { gatherDay } from './market/gatherDay.ts';
import { MARKET_KEYS } from './market/marketKeys.ts';
import type { MarketPorts } from './market/marketPorts.ts';
import { neighbourOf } from './market/neighbourOf.ts';
import { type OpenDay, openDays } from './market/openDays.ts';
import { refreshPanel } from './market/panelStore.ts';
import { type SettledDay, type StoredDay, settledDay } from './market/settledDay.ts';
import { jsonBytes } from './market/updateStored.ts';
import { withAside } from './market/withAside.ts';
import { withinRunTime } from './run.ts';
import { withinTime } from './withinTime.ts';

/** Of the run's 150 s; the rest is for writing down what came. */
const ASKING_MS = 110_000;
/** Of those, for one provider on one day: one that hangs must leave time for the others. */
const SHARE_MS = 45_000;

export interface CollectOptions {
  readonly settings: Pick<Settings, 'market'>;
  /** Aborted by the caller, e.g. shortly before a Lambda is stopped. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Brings the market store up to yesterday's close. A day gets the cross-section of the first provider, what the others
 * have beyond it, and the indexes; the second run of a day fills what was missing, and then the day is final: what comes
 * later, up to three days, is noted as corrections.
 *
 * In this order, so that a run that dies leaves nothing wrong and the next one goes on: the bars of a day in one step,
 * the panel, the record that says so. Trouble with providers ends as an outcome: no round ever waits for market data.
 * A file that cannot be read counts as missing and is told; one that is written anew is kept aside first.
 *
 * @throws AppError of the store only
 */
export async function collectMarket(given: MarketPorts, options: CollectOptions): Promise<CollectDocument> {
  const { market } = options.settings;
  const damage = damageNotes(given.log);
  const ports = { ...given, onDamage: damage.note };
  if (!market) return idleDocument('nothing-configured', ports.clock.now());
  return withinRunTime(ports, options.signal, async ({ signal }) => {
    const open = await openDays(ports);
    if (open.length === 0) return idleDocument('complete', ports.clock.now());
    const asking = { clock: ports.clock, ms: ASKING_MS, signal };
    const { run, days } = await withinTime(asking, async (limit) => {
      const run = await beginCollecting(ports, { top: market.top, limit, shareMs: SHARE_MS });
      return { run, days: await settleDays(run, open) };
    });
    await refreshPanel(ports, {
      changed: days.filter(({ changed }) => changed).map(({ day }) => day),
      keep: market.historyDays,
    });
    for (const { record } of days) if (record) await writeRecord(ports.store, record);
    await keepIdentity(run);
    const { reports, unresolved } = run;
    const facts = { providers: reports.list(), unresolved, damaged: damage.list(), now: ports.clock.now() };
    const document = collectDocument(days, facts);
    await ports.store.put(MARKET_KEYS.lastRun, jsonBytes(document));
    return document;
  });
}

/** The bars of every day first, newest first, then the indexes: time may run out. */
async function settleDays(run: Collecting, open: readonly OpenDay[]): Promise<SettledDay[]> {
  const stored: StoredDay[] = [];
  for (const day of open) stored.push(await storeDay(run, day));
  const indexes = await collectIndexes(
    run,
    open.filter(({ record }) => !record?.final),
  );
  return stored.map((one) => settledDay(one, indexes, run.ports.clock.now()));
}

async function storeDay(run: Collecting, given: OpenDay): Promise<StoredDay> {
  const { ports } = run;
  const { day, closing } = given;
  const bars = await readBars(ports, day);
  // A record says nothing any more when its partition is gone, or cannot be read.
  const open = bars ? given : { ...given, record: undefined, wants: () => true };
  const { wants, record } = open;
  const final = record?.final ?? false;
  const stored = bars ?? [];
  const neighbour = await neighbourOf(ports, day);
  const gathered = await gatherDay(run, { day, stored, neighbour, wants, closing, final });
  const merged = await addBars(ports, { day, bars: gathered.bars, closed: final });
  const corrections = await addCorrections(ports, day, {
    corrections: merged.corrections,
    told: final ? gathered.bars : [],
  });
  ports.log.info(`${day}: ${merged.added} bars added, ${merged.bars.length} in all`);
  return { open, gathered: withAside(gathered, merged), merged, corrections };
}
