import { stat } from 'node:fs/promises';
import { partialFile } from '../../shared/adapters/local/partialFile.ts';
import { parquetBlocks } from '../../shared/adapters/parquetBlocks.ts';
import { parquetStream } from '../../shared/adapters/parquetStream.ts';
import { isoDay } from '../../shared/domain/liveDate.ts';
import type { Table } from '../../shared/domain/table.ts';
import { InputError, UsageError } from '../../shared/errors.ts';
import { exportFeatures, type FeatureExport } from '../../shared/pipeline/features/exportFeatures.ts';
import { exportDocument, exportText } from '../exportText.ts';
import { featureList } from '../featureList.ts';
import type { CommandFunction } from '../invocation.ts';
import { lazyFiles } from '../lazyFiles.ts';
import { readInput } from '../readInput.ts';
import { readSettings } from '../readSettings.ts';
import type { Terminal } from '../terminal.ts';
import { openStore, placeOf } from '../wiring.ts';

/** Rows of train.parquet that are decoded at once. */
const BLOCK_ROWS = 32_768;
const REPETITIVE = ['date', 'ucid', 'symbol', 'universe_source'];

interface ExportOptions {
  readonly output: string;
  readonly train?: string;
  readonly features?: string;
  readonly from?: string;
  readonly to?: string;
  readonly top?: number;
}

/** A table to train on, from the market store and what Numerai gives. */
export const featuresExport: CommandFunction<ExportOptions & { readonly settings?: string }> = async (
  options,
  terminal,
) => {
  const { train, output, top } = options;
  const startedAt = performance.now();
  const [from, to] = [dayOf('--from', options.from), dayOf('--to', options.to)];
  const settings = await readSettings(options.settings);
  const features = options.features === undefined ? undefined : await featureList(options.features);
  const training = train === undefined ? undefined : parquetBlocks(await readInput(train), BLOCK_ROWS);
  const store = await openStore(placeOf(options));
  const ports = { store, files: lazyFiles, log: terminal.log };
  const exported = await exportFeatures(ports, { settings, training, features, from, to, top });
  await writeParts(exported, output, terminal);
  const seconds = (performance.now() - startedAt) / 1000;
  const document = exportDocument(exported, { output, bytes: (await stat(output)).size, seconds });
  return { document, text: exportText(document, terminal.paint) };
};

/** Under another name until it is whole. */
async function writeParts(exported: FeatureExport, output: string, terminal: Terminal): Promise<void> {
  const { metadata, numerai, choice } = exported;
  const file = partialFile(output, 'features export');
  const working = terminal.working('reading the market store');
  const progress = (text: string) => working.say(text);
  try {
    const parts = watched(exported, progress);
    const bytes = parquetStream(parts, { metadata, repetitive: [...REPETITIVE, ...numerai] });
    await file.write(bytes, { bytes: 0, validator: undefined });
    await file.finish();
  } catch (error) {
    await file.discard();
    throw error;
  } finally {
    working.stop();
  }
  terminal.log.info(`${choice.market.length} market features, ${exported.tally.rows} rows written`);
}

async function* watched(
  { parts, tally }: FeatureExport,
  say: (text: string) => void,
): AsyncGenerator<Table, void, undefined> {
  for await (const part of parts) {
    say(`${tally.last}: ${tally.rows} rows`);
    yield part;
  }
  if (tally.rows === 0) throw new InputError('export_empty', 'there is not one row to export');
}

function dayOf(option: string, text: string | undefined): string | undefined {
  if (text === undefined || isoDay(text) === text) return text;
  throw new UsageError('usage', `${option} ${text} is no day; it looks like 2026-05-20`);
}
