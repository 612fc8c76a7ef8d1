import { readFileSync, writeFileSync } from 'node:fs';
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
import { ulpsApart } from '../support/ulps.ts';

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
/** Some cases hold predictions of parts of the model too. */
const isOutput = (name: string) => /^(prediction|raw)(_\d+)?$/.test(name);

const casesIn = (from: string, path: string, prefixes: string[]) =>
  caseFolders(path, prefixes).map((found) => ({ from, path: found, name: basename(found) }));
const cases = [
  ...casesIn('the repository', goldenFolder('models'), ['lgb-', 'made-']),
  ...(sharedData ? casesIn('the shared data', resolve(sharedData, 'models'), ['lgb-']) : []),
];

describe("predict gives the library's numbers, read back from the file", () => {
  it.each(cases)('$name of $from', async ({ path }) => {
    const { expected, filename } = modelCase(path);
    const output = join(folder(), 'out.csv');
    const input = join(path, 'inputs.csv');
    const got = await predicted({ model: join(path, filename), input, output, raw: true });
    const wrong = [...got].flatMap(([name, values]) => {
      const wanted = expected.get(name)!;
      const allowed = name.startsWith('raw') ? 0 : ULPS;
      const rows = values.filter((value, row) => !(ulpsApart(value, wanted[row]!) <= allowed));
      return rows.length > 0 || values.length !== wanted.length ? [name] : [];
    });
    expect(wrong).toEqual([]);
    expect([...got.keys()].sort()).toEqual([...expected.keys()].filter(isOutput).sort());
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
  });

  it.each([
    ['a model that is not there', { model: 'gone.txt' }, 2, 'file_unreadable'],
    ['a folder for a table', { input: '.' }, 2, 'file_unreadable'],
    ['an output nobody knows how to write', { output: 'out.xlsx' }, 2, 'usage'],
    ['an output in no folder', { output: 'gone/out.csv' }, 2, 'file_unwritable'],
    ['a table for a model', { model: join(NAMED, 'inputs.csv') }, 1, 'unsupported_model'],
    ['a model for a table', { input: join(NAMED, 'model.txt') }, 1, 'missing_features'],
  ])('refuses %s', async (_, wrong, code, error) => {
    const good = { model: join(NAMED, 'model.txt'), input: join(NAMED, 'inputs.csv'), output: 'out.csv' };
    const args = Object.entries({ ...good, ...wrong }).flatMap(([name, value]) => [`--${name}`, value]);
    const end = await runCli(['predict', ...args, '--json'], { cwd: folder() });
    expect({ code: end.code, ...documentOf(end) }).toMatchObject({ code, error: { code: error } });
  });
});
