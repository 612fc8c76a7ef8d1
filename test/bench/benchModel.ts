import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import type { Column } from '../../shared/domain/table.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { sharedData } from '../support/sharedFolder.ts';
import { lightgbmPredictor } from './lightgbmPredictor.ts';
import { MODEL_CASES, type ModelCase, type Size } from './modelCases.ts';
import { onnxTwin } from './onnxTwin.ts';
import { type Contender, inTurns, line, median, timed, took } from './timing.ts';

const onnx = process.env.AUTOPILOT_BENCH_ONNX;
const python = process.env.AUTOPILOT_BENCH_PYTHON;
/** LightGBM's predictor takes a second for so many. */
const MOST_FOR_LIGHTGBM = 500;

/** Load and raw scores on one thread, in turns with onnxruntime-node and LightGBM's own predictor where they are. */
export async function benchModel(): Promise<void> {
  if (!sharedData) return console.log('(the models to measure are not here: no ../shared/data)');
  if (!onnx)
    console.log('(no onnxruntime: AUTOPILOT_BENCH_ONNX names no folder with onnxruntime-node in it)');
  if (!python) console.log('(no LightGBM: AUTOPILOT_BENCH_PYTHON names no Python that has it)');
  for (const one of MODEL_CASES) await benchCase(one, sharedData);
}

/** What all measurements of a case start from. */
interface Given {
  readonly data: string;
  readonly file: string;
  readonly inputs: string;
  readonly features: readonly Float64Array[];
}

async function benchCase(one: ModelCase, data: string): Promise<void> {
  console.log(`\n${one.name}`);
  const folder = join(data, 'models', one.folder);
  const [file, inputs] = [join(folder, one.file), join(folder, 'inputs.csv')];
  const table = await tableFiles.readTable(await readFile(inputs));
  const features = [...table.columns.values()].map(numbers);
  await benchLoad(file, features);
  for (const size of one.sizes) await benchSize(one, size, { data, file, inputs, features });
}

async function benchLoad(file: string, features: readonly Float64Array[]): Promise<void> {
  const bytes = await readFile(file);
  line('  load', await timed(9, () => readModel(bytes, file)));
  const columns = repeated(features, 300).map(asColumn);
  const whole = async () => (await readModel(bytes, file)).raw(columns, 300);
  line('  load, prepare and predict 300 rows', await timed(9, whole));
}

async function benchSize(one: ModelCase, { rows, ...wanted }: Size, given: Given): Promise<void> {
  const model = await readModel(await readFile(given.file), given.file);
  const features = repeated(given.features, rows);
  const columns = features.map(asColumn);
  const ours = { name: 'ours', time: () => took(() => model.raw(columns, rows)) };
  const others = await contenders(one, rows, { ...given, features });
  const [times = [], ...theirs] = await inTurns(rows > MOST_FOR_LIGHTGBM ? 3 : 15, [ours, ...others]);
  const each = (median(times) * 1e6) / rows / one.trees;
  line(`  ${rows} rows`, times, `${perSecond(rows, times)}, ${each.toFixed(2)} ns a tree and row`);
  for (const [i, { name, close }] of others.entries()) {
    close();
    const ratio = (median(theirs[i]!) / median(times)).toFixed(1);
    const goal = wanted[name] === undefined ? '' : ` (wanted: ${wanted[name]})`;
    line(`    ${name}`, theirs[i]!, `${perSecond(rows, theirs[i]!)}: ours is ${ratio} times as fast${goal}`);
  }
}

interface Other extends Contender {
  readonly name: 'onnxruntime' | 'lightgbm';
  readonly close: () => void;
}

async function contenders(one: ModelCase, rows: number, given: Given): Promise<Other[]> {
  const others: Other[] = [];
  if (onnx && one.twin) {
    const bytes = await readFile(join(given.data, 'bench', one.twin));
    const model = one.twin.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    const twin = await onnxTwin(onnx, model, { columns: given.features, rows });
    others.push({ name: 'onnxruntime', time: () => took(twin.run), close: () => {} });
  }
  if (python && one.twin && rows <= MOST_FOR_LIGHTGBM) {
    const own = lightgbmPredictor(python, { model: given.file, inputs: given.inputs, rows });
    others.push({ name: 'lightgbm', time: own.time, close: own.close });
  }
  return others;
}

function perSecond(rows: number, times: readonly number[]): string {
  return `${Math.round((rows / median(times)) * 1000).toLocaleString('en')} rows/s`;
}

function numbers(column: Column): Float64Array {
  if (column.kind === 'number') return column.values;
  throw new Error('the measured models take numbers');
}

function asColumn(values: Float64Array): Column {
  return { kind: 'number', values };
}

/** So many rows: those that are there, again and again. */
function repeated(features: readonly Float64Array[], rows: number): Float64Array[] {
  return features.map((values) =>
    Float64Array.from({ length: rows }, (_, row) => values[row % values.length]!),
  );
}
