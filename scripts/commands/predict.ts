import { basename, extname } from 'node:path';
import { writeCsv } from '../../shared/adapters/csv.ts';
import { writeParquet } from '../../shared/adapters/parquet.ts';
import type { Table } from '../../shared/domain/table.ts';
import { UsageError } from '../../shared/errors.ts';
import { readModel } from '../../shared/models/readModel.ts';
import type { CommandFunction } from '../invocation.ts';
import { predictTable } from '../predictTable.ts';
import { readInput, writeOutput } from '../readInput.ts';
import { readTableInput } from '../readTableInput.ts';

interface PredictOptions {
  readonly model: string;
  readonly input: string;
  readonly output: string;
  readonly raw?: true;
  readonly missing?: number;
}

const WRITERS: Readonly<Record<string, (table: Table) => Uint8Array | Promise<Uint8Array>>> = {
  '.csv': writeCsv,
  '.parquet': (table) => writeParquet(table, { keepNaN: true }),
};

/** Outputs of a model file for a table. */
export const predict: CommandFunction<PredictOptions> = async (options, terminal) => {
  const { output, raw = false, missing } = options;
  const startedAt = performance.now();
  const write = writerFor(output);
  const model = await readModel(await readInput(options.model), basename(options.model));
  const table = await readTableInput(options.input, '--input');
  const predictions = await predictTable(model, table, { raw, missing });
  await writeOutput(output, await write(predictions));

  const { rows, columns } = predictions;
  const outputs = [...columns.keys()];
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
  terminal.log.info(`${model.kind}, ${model.featureCount} features: ${rows} rows in ${seconds} s`);
  const text = `${rows} rows of ${outputs.join(', ')} in ${output}`;
  return { document: { rows, outputs, model: model.kind, output }, text };
};

function writerFor(path: string) {
  const write = WRITERS[extname(path).toLowerCase()];
  if (write) return write;
  throw new UsageError(
    'usage',
    `--output ${path}: the name must end in ${Object.keys(WRITERS).join(' or ')}`,
  );
}
