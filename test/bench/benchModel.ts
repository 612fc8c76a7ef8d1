import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { featureMatrix } from '../../shared/models/featureMatrix.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { sharedData } from '../support/sharedFolder.ts';
import { line, median, timed } from './timing.ts';

const GOLDEN = resolve(import.meta.dirname, '../golden');

/** Load and raw scores on one thread. */
export async function benchModel(): Promise<void> {
  await benchCase(
    'demo model',
    join(GOLDEN, '../../scripts/demo/demo-model.txt'),
    join(GOLDEN, 'demo-model/inputs.csv'),
  );
  if (!sharedData) return console.log('(the 2000-tree model is not here: no ../shared/data)');
  const seed = join(sharedData, 'models/lgb-seed-2000');
  await benchCase('2000 trees', join(seed, 'model.txt'), join(seed, 'inputs.csv'));
}

async function benchCase(name: string, modelFile: string, inputsFile: string): Promise<void> {
  const bytes = await readFile(modelFile);
  const table = await tableFiles.readTable(await readFile(inputsFile));
  line(`${name}: load (read, parse, compile)`, await timed(9, () => readModel(bytes, modelFile)));
  const model = readModel(bytes, modelFile);
  const columns = featureMatrix(
    (model.featureNames ?? []).map((feature) => ({ name: feature })),
    table,
  );
  const times = await timed(15, () => model.raw(columns, table.rows));
  line(
    `${name}: raw scores of ${table.rows} rows`,
    times,
    `${Math.round((table.rows / median(times)) * 1000)} rows/s`,
  );
}
