import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { predict } from '../../scripts/commands/predict.ts';
import { createTerminal } from '../../scripts/terminal.ts';
import { caseFolders, goldenFolder, modelCase } from '../support/modelCase.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { sharedData } from '../support/sharedFolder.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { ulpsApart, ulpsApart32 } from '../support/ulps.ts';

const folder = temporaryFolders();
const nobody = { write: () => true };
const terminal = createTerminal({ json: true, stdout: nobody, stderr: nobody, env: {} });
const CLASSES = goldenFolder('models', 'lgb-multiclass-absent');
const NAMED = goldenFolder('models', 'lgb-v3-linear');

/** A CSV as anything but our own reader sees it: every cell by `Number`. */
function numbersIn(csv: string): Map<string, number[]> {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  return new Map(header.split(',').map((name, i) => [name, lines.map((line) => Number(line.split(',')[i]))]));
}

async function predicted(options: Parameters<typeof predict>[0]): Promise<Map<string, number[]>> {
  await predict(options, terminal);
  return numbersIn(readFileSync(options.output, 'utf8'));
}

/** Our exp() and the library's differ in the last places. */
const ULPS = 4;
/** ONNX Runtime adds in another order with other numbers of threads. */
const ONNX_RELATIVE = 2e-6;
/** What the caller of the library declared missing. */
const MISSING: Readonly<Record<string, number>> = { 'xgb-missing': -999, 'xgboost-missing': 0.1 };
/** Some cases hold predictions of parts of the model too. */
const isOutput = (name: string) => /^(prediction|raw)(_\d+)?$/.test(name);

/** One of its categories is the text nan, which a CSV cannot say: pandas takes it for missing too. */
const NOT_IN_CSV = 'catboost-one-hot-lossguide';

/** Every model file of every case, however its library saved it. */
const casesIn = (from: string, path: string) =>
  caseFolders(path, ['lgb-', 'made-', 'xgb', 'cb-', 'catboost-']).flatMap((folder) => {
    if (folder.endsWith(NOT_IN_CSV)) return [];
    const files = readdirSync(folder).filter((file) => /^model\.(txt|txt\.gz|json|ubj)$/.test(file));
    return files.map((file) => ({ from, folder, file, name: basename(folder) }));
  });
const cases = [
  ...casesIn('the repository', goldenFolder('models')),
  ...(sharedData ? casesIn('the shared data', resolve(sharedData, 'models')) : []),
];

describe("predict gives the library's numbers, read back from the file", () => {
  it.each(cases)('$name/$file of $from', async ({ folder: path, file, name }) => {
    const { expected } = modelCase(path, file);
    const options = {
      model: join(path, file),
      input: join(path, 'inputs.csv'),
      output: join(folder(), 'out.csv'),
    };
    const got = await predicted({
      ...options,
      raw: true,
      ...(name in MISSING && { missing: MISSING[name]! }),
    });
    const apart = name.startsWith('xgb') ? ulpsApart32 : ulpsApart;
    const wrong = [...got].flatMap(([column, values]) => {
      // Where a case holds no raw scores, the prediction is what is compared.
      const wanted = expected.get(column);
      if (!wanted) return column.startsWith('raw') ? [] : [column];
      const allowed = column.startsWith('raw') ? 0 : ULPS;
      const rows = values.filter((value, row) => !(apart(value, wanted[row]!) <= allowed));
      return rows.length > 0 || values.length !== wanted.length ? [column] : [];
    });
    expect(wrong).toEqual([]);
    expect([...got.keys()]).toEqual(expect.arrayContaining([...expected.keys()].filter(isOutput)));
  });

  it('of an ONNX classifier as probabilities, and ends', async () => {
    const path = goldenFolder('models/onnx-classifier');
    const output = join(folder(), 'out.csv');
    const args = [
      '--model',
      join(path, 'model.onnx'),
      '--input',
      join(path, 'inputs.csv'),
      '--output',
      output,
    ];
    const end = await runCli(['predict', ...args, '--json'], { cwd: folder() });
    const outputs = ['prediction_0', 'prediction_1'];
    expect(documentOf(end)).toEqual({ rows: 200, outputs, model: 'onnx', output });
    const { expected } = modelCase(path, 'model.onnx');
    const got = numbersIn(readFileSync(output, 'utf8'));
    for (const [k, name] of outputs.entries()) {
      const wanted = expected.get(`probabilities_${k}`)!;
      const far = got.get(name)!.map((value, row) => Math.abs(value - wanted[row]!) / wanted[row]!);
      expect(Math.max(...far)).toBeLessThan(ONNX_RELATIVE);
    }
  });
});

describe('predict', () => {
  it('writes class probabilities and raw scores as columns of their own, in that order', async () => {
    const output = join(folder(), 'out.csv');
    const input = join(CLASSES, 'inputs.csv');
    const args = ['predict', '--model', join(CLASSES, 'model.txt'), '--input', input, '--output', output];
    const end = await runCli([...args, '--raw', '--json'], { cwd: folder() });
    const outputs = ['prediction', 'raw'].flatMap((name) => [0, 1, 2, 3, 4].map((k) => `${name}_${k}`));
    expect(end.code).toBe(0);
    expect(documentOf(end)).toEqual({ rows: 60, outputs, model: 'lightgbm-text', output });
    const [header, first = ''] = readFileSync(output, 'utf8').split('\n');
    expect(header).toBe(outputs.join(','));
    const probabilities = first.split(',').slice(0, 5).map(Number);
    expect(probabilities.reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
  });

  it('writes Parquet that holds the same numbers, NaN and infinities as such', async () => {
    const path = goldenFolder('models', 'lgb-linear-tree-inf');
    const output = join(folder(), 'out.parquet');
    const [model, input] = [join(path, 'model.txt'), join(path, 'inputs.csv')];
    await predict({ model, input, output, raw: true }, terminal);
    const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(output)).buffer });
    const raw = [...modelCase(path).expected.get('raw')!];
    expect(rows.map((row) => row.raw)).toEqual(raw);
    expect(raw.some(Number.isNaN) && raw.includes(Infinity)).toBe(true);
  });

  it('finds columns by name, whatever else the table holds and in whatever order', async () => {
    const { names } = modelCase(NAMED);
    const lines = readFileSync(join(NAMED, 'inputs.csv'), 'utf8').trimEnd().split('\n');
    const shuffled = lines.map((line) => ['x', ...line.split(',').reverse()].join(','));
    const cwd = folder();
    const [input, output] = [join(cwd, 'in.csv.gz'), join(cwd, 'out.csv')];
    writeFileSync(input, gzipSync(shuffled.join('\n').replace(/^x/, 'symbol')));
    const got = await predicted({ model: join(NAMED, 'model.txt'), input, output });
    expect(got.get('prediction')).toEqual([...modelCase(NAMED).expected.get('prediction')!]);
    expect(names.length).toBeGreaterThan(1);
  });

  it('names the features a table lacks, and what they may be called there', async () => {
    const cwd = folder();
    const text = readFileSync(join(NAMED, 'inputs.csv'), 'utf8');
    const [first = ''] = modelCase(NAMED).names;
    writeFileSync(join(cwd, 'in.csv'), text.replace(first, `${first}s`));
    const args = ['--model', join(NAMED, 'model.txt'), '--input', 'in.csv', '--output', 'out.csv', '--json'];
    const end = await runCli(['predict', ...args], { cwd });
    expect(end.code).toBe(1);
    expect(documentOf(end)).toMatchObject({
      error: { code: 'missing_features', message: expect.stringContaining(`${first} (nearest: ${first}s`) },
    });
  });

  it('takes the columns of a model without names in file order, ids left out, and counts them', async () => {
    const cwd = folder();
    const text = readFileSync(join(CLASSES, 'inputs.csv'), 'utf8').trimEnd();
    const withIds = text.split('\n').map((line, row) => (row ? `A${row},${line},1` : `symbol,${line},id`));
    const options = {
      model: join(CLASSES, 'model.txt'),
      input: join(cwd, 'in.csv'),
      output: join(cwd, 'out.csv'),
    };
    writeFileSync(options.input, withIds.join('\n'));
    const got = await predicted({ ...options, raw: true });
    expect(got.get('raw_1')).toEqual([...modelCase(CLASSES).expected.get('raw_1')!]);
    writeFileSync(options.input, withIds.map((line, row) => `${line},${row ? 0 : 'extra'}`).join('\n'));
    await expect(predict(options, terminal)).rejects.toMatchObject({
      code: 'feature_shape',
      message: expect.stringMatching(/none of its 14 features, and the table has 15 columns/),
    });
  });

  it('says which file is no table', async () => {
    const input = join(folder(), 'page.csv');
    writeFileSync(input, '<html>no</html>');
    const options = { model: join(NAMED, 'model.txt'), input, output: join(folder(), 'out.csv') };
    await expect(predict(options, terminal)).rejects.toMatchObject({
      code: 'not_a_table',
      message: expect.stringContaining(`--input ${input}: `),
    });
  });

  it('takes a given value as missing', async () => {
    const cwd = folder();
    const text = readFileSync(join(CLASSES, 'inputs.csv'), 'utf8');
    const options = {
      model: join(CLASSES, 'model.txt'),
      input: join(cwd, 'in.csv'),
      output: join(cwd, 'out.csv'),
    };
    writeFileSync(options.input, text.replaceAll('NaN', '-999'));
    expect(text).toContain('NaN');
    const raw = [...modelCase(CLASSES).expected.get('raw_0')!];
    expect((await predicted({ ...options, raw: true })).get('raw_0')).not.toEqual(raw);
    const args = ['--model', options.model, '--input', 'in.csv', '--output', 'out.csv', '--raw'];
    expect(await runCli(['predict', ...args, '--missing', '-999'], { cwd })).toMatchObject({ code: 0 });
    expect(numbersIn(readFileSync(options.output, 'utf8')).get('raw_0')).toEqual(raw);

    // What XGBoost calls missing unless told otherwise.
    writeFileSync(options.input, text);
    expect(await runCli(['predict', ...args, '--missing', 'nan'], { cwd })).toMatchObject({ code: 0 });
    expect(numbersIn(readFileSync(options.output, 'utf8')).get('raw_0')).toEqual(raw);
  });

  it.each([
    ['a model that is not there', { model: 'gone.txt' }, 2, 'file_unreadable'],
    ['a folder for a table', { input: '.' }, 2, 'file_unreadable'],
    ['an output nobody knows how to write', { output: 'out.xlsx' }, 2, 'usage'],
    ['an output in no folder', { output: 'gone/out.csv' }, 2, 'file_unwritable'],
    ['a model that only Python can open', { model: 'model.joblib' }, 1, 'unsupported_model'],
    ['a table for a model', { model: join(NAMED, 'inputs.csv') }, 1, 'unsupported_model'],
    ['a model for a table', { input: join(NAMED, 'model.txt') }, 1, 'missing_features'],
  ])('refuses %s', async (_, wrong, code, error) => {
    const good = { model: join(NAMED, 'model.txt'), input: join(NAMED, 'inputs.csv'), output: 'out.csv' };
    const args = Object.entries({ ...good, ...wrong }).flatMap(([name, value]) => [`--${name}`, value]);
    const cwd = folder();
    writeFileSync(join(cwd, 'model.joblib'), Buffer.from('\x80\x04\x95lightgbm.sklearn', 'latin1'));
    const end = await runCli(['predict', ...args, '--json'], { cwd });
    expect({ code: end.code, ...documentOf(end) }).toMatchObject({ code, error: { code: error } });
  });
});
