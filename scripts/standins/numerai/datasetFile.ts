import { basename } from 'node:path';
import { writeCsv } from '../../../shared/adapters/csv.ts';
import { writeParquet } from '../../../shared/adapters/parquet.ts';
import type { Table } from '../../../shared/domain/table.ts';
import type { UtcDay } from '../../../shared/domain/utcDay.ts';
import { lookalikeExamplePredictions, lookalikeMetaModel } from '../lookalikePredictions.ts';
import { lookalikeTrain } from '../lookalikeTrain.ts';
import type { LiveData } from './liveData.ts';

const TRAIN_WEEKDAYS = 60;

type Maker = (live: Table, day: UtcDay) => Uint8Array | Promise<Uint8Array>;

/** Every other file is made when it is asked for, of the live file's tokens. */
const MAKERS: Readonly<Record<string, Maker>> = {
  'live_universe.parquet': (live) => writeParquet(symbolsOf(live)),
  'live_example_preds.csv': (live) => writeCsv(lookalikeExamplePredictions(live)),
  'live_example_preds.parquet': (live) => writeParquet(lookalikeExamplePredictions(live)),
  'meta_model.csv': (live) => writeCsv(lookalikeMetaModel(live)),
  'train.parquet': (live, day) => lookalikeTrain({ until: day, weekdays: TRAIN_WEEKDAYS, tokens: live.rows }),
};

/**
 * The content of a dataset by its name, e.g. `crypto/v2.0/meta_model.csv`.
 *
 * @param daysOld how many days the live file lags
 * @returns undefined for a name that nothing is stored under
 */
export async function datasetFile(
  live: LiveData,
  name: string,
  daysOld: number,
): Promise<Uint8Array | undefined> {
  return isLive(name) ? live.file(daysOld) : MAKERS[basename(name)]?.(await live.table(), live.day());
}

/** True for the file that changes with every round. */
export function isLive(name: string): boolean {
  return basename(name) === 'live.parquet';
}

function symbolsOf({ rows, columns }: Table): Table {
  return { rows, columns: new Map([['symbol', columns.get('symbol')!]]) };
}
