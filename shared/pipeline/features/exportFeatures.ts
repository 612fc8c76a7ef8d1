import type { Table } from '../../domain/table.ts';
import type { UserDay } from '../../domain/userDay.ts';
import { addDays, type UtcDay } from '../../domain/utcDay.ts';
import { BlockMemory } from '../../features/blockMemory.ts';
import { lookbackOf } from '../../features/lookbackOf.ts';
import { FEATURES_KEY, featureMetadata } from '../../models/featureMetadata.ts';
import type { Ports } from '../../ports.ts';
import { DEFAULT_MARKET, type Settings } from '../../settings.ts';
import { storedDays } from '../market/marketKeys.ts';
import { readUserDays } from '../userTables.ts';
import { type DayUniverse, dayUniverse } from './dayUniverse.ts';
import { exportChoice } from './exportChoice.ts';
import { type ExportDay, exportStretches } from './exportDays.ts';
import { countPart, exportPart, type PartColumns } from './exportPart.ts';
import { type ExportTally, emptyTally } from './exportTally.ts';
import { liveArchive } from './liveArchive.ts';
import { type MarketStretch, MarketWindow } from './marketWindow.ts';
import { numeraiColumns } from './numeraiColumns.ts';
import { type FeatureHistory, tokenFeatures } from './tokenFeatures.ts';
import { type TrainingDay, trainingDays } from './trainingDays.ts';

/** Days that are computed in one go: more take more memory, fewer look back over the same days more often. */
const STRETCH_DAYS = 60;
/** A part is closed with the day that brings it to so many rows. */
const PART_ROWS = 8192;
const TOP = 300;

export interface ExportOptions {
  readonly settings: Pick<Settings, 'market' | 'userMaxAgeDays'>;
  /** Numerai's train.parquet, its rows in order of their days, some thousand at a time. */
  readonly training?: AsyncIterable<Table> | undefined;
  /** Names and patterns; undefined for all there is. */
  readonly features?: readonly string[] | undefined;
  readonly from?: UtcDay | undefined;
  /** Included. */
  readonly to?: UtcDay | undefined;
  /** Tokens of a day that no universe is known of; default 300. */
  readonly top?: number | undefined;
}

export interface FeatureExport extends PartColumns {
  /** For the file: the features and their versions. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Of all that is taken from `parts`. */
  readonly tally: ExportTally;
  /** The rows, oldest day first, some days at a time; all parts have the same columns. */
  readonly parts: AsyncGenerator<Table, void, undefined>;
}

type ExportPorts = Pick<Ports, 'store' | 'files' | 'log'>;

/**
 * A table to train on: the tokens of every weekday of the history, with what a round would have known of them. The
 * values are those that a live round computes of that day, bit for bit; memory does not grow with the rows.
 *
 * @throws UsageError `unknown_feature`; InputError `user_table_invalid`, `training_table_unusable`; the last, `market_damaged` and
 *   `user_table_missing` also while rows are taken
 */
export async function exportFeatures(ports: ExportPorts, options: ExportOptions): Promise<FeatureExport> {
  const choice = await exportChoice(ports, options.features, userRange(options));
  const training = inRange(options.training ? trainingDays(options.training) : none(), options);
  const first = await training.next();
  const live = await liveArchive(ports);
  const numerai = await numeraiColumns(ports, { training: first.value?.rows, live });
  const others = await otherDays(ports, live, options);
  const days = exportStretches({ others, training, first, stretchDays: STRETCH_DAYS });
  const tally = emptyTally();
  return {
    numerai,
    choice,
    metadata: { [FEATURES_KEY]: featureMetadata(choice.market) },
    tally,
    parts: exportParts(ports, { options, numerai, choice, tally, live, days }),
  };
}

/** A number of a day before the range may still be known in it. */
function userRange({ from, to = '9999', settings }: ExportOptions) {
  return { from: from === undefined ? '' : addDays(from, -settings.userMaxAgeDays), to };
}

interface Exporting extends PartColumns {
  readonly options: ExportOptions;
  readonly tally: ExportTally;
  readonly live: ReadonlyMap<UtcDay, string>;
  readonly days: AsyncIterable<readonly ExportDay[]>;
}

async function* exportParts(
  ports: ExportPorts,
  exporting: Exporting,
): AsyncGenerator<Table, void, undefined> {
  const market = new MarketWindow(ports, Math.max(1, lookbackOf(exporting.choice.market)));
  const memory = new BlockMemory();
  for await (const stretch of exporting.days) {
    const range = { from: stretch[0]!.day, to: stretch.at(-1)!.day };
    const known = await market.moveTo(range);
    const universes = await universesOf(ports, stretch, { ...exporting, known });
    const history = await historyOf(ports, { ...exporting, range, known });
    const features = tokenFeatures({ ...history, memory }, exporting.choice, universes);
    for (const some of inParts(universes)) {
      const part = exportPart(some, features, exporting);
      countPart(exporting.tally, some, part);
      yield part;
    }
  }
}

function* inParts(universes: readonly DayUniverse[]): Generator<readonly DayUniverse[]> {
  let part: DayUniverse[] = [];
  let rows = 0;
  for (const universe of universes) {
    part.push(universe);
    rows += universe.symbols.length;
    if (rows < PART_ROWS) continue;
    yield part;
    [part, rows] = [[], 0];
  }
  if (part.length > 0) yield part;
}

/** Weekdays, as Numerai has them, of which there is a live file or the market. */
async function otherDays(
  ports: ExportPorts,
  live: ReadonlyMap<UtcDay, string>,
  { from = '', to = '9999' }: ExportOptions,
): Promise<UtcDay[]> {
  const stored = (await storedDays(ports.store, 'bars')).filter(isWeekday);
  return [...new Set([...live.keys(), ...stored])].filter((day) => day >= from && day <= to).sort();
}

function isWeekday(day: UtcDay): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

async function* inRange(
  days: AsyncIterable<TrainingDay>,
  { from = '', to = '9999' }: ExportOptions,
): AsyncGenerator<TrainingDay, void, undefined> {
  for await (const one of days) {
    if (one.day > to) return;
    if (one.day >= from) yield one;
  }
}

async function* none(): AsyncGenerator<TrainingDay, void, undefined> {}

interface Known extends Exporting {
  readonly known: MarketStretch;
}

async function universesOf(
  ports: ExportPorts,
  stretch: readonly ExportDay[],
  { known, live, options, tally }: Known,
): Promise<DayUniverse[]> {
  const { top = TOP, settings } = options;
  const sources = (settings.market ?? DEFAULT_MARKET).providers;
  const universes: DayUniverse[] = [];
  for (const { day, training } of stretch) {
    const bars = known.bars.get(day);
    const universe = await dayUniverse(
      ports,
      { day, training, live: live.get(day), bars },
      { top, sources, tally },
    );
    if (!universe) continue;
    universes.push(universe);
    if (!bars) tally.rowsWithoutMarket += universe.symbols.length;
  }
  return universes;
}

interface Reach extends Known {
  readonly range: { readonly from: UtcDay; readonly to: UtcDay };
}

async function historyOf(
  ports: ExportPorts,
  { range, known, options, choice }: Reach,
): Promise<FeatureHistory> {
  const { market, userMaxAgeDays } = options.settings;
  const tables = [...new Set(choice.user.map(({ table }) => table))];
  const from = addDays(range.from, -userMaxAgeDays);
  const read = tables.map(async (table): Promise<[string, readonly UserDay[]]> => {
    return [table, await readUserDays(ports, { table, from, to: range.to })];
  });
  return {
    panel: known.panel,
    sources: (market ?? DEFAULT_MARKET).providers,
    userDays: new Map(await Promise.all(read)),
    userMaxAgeDays,
  };
}
