import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Column } from '../../shared/domain/table.ts';
import type { Model } from '../../shared/models/model.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { expectedRows, goldenFolder, modelCase } from '../support/modelCase.ts';

const small = modelCase(goldenFolder('models/lgb-stump-mixed'));
const text = Buffer.from(small.model).toString();

function read(content: string, filename = 'model.txt') {
  return readModel(Buffer.from(content, 'latin1'), filename);
}

function edited(from: string | RegExp, to: string) {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return read(changed);
}

describe('readModel', () => {
  it('reads a gzip file as what is inside, whatever it is called', async () => {
    const model = await readModel(gzipSync(small.model), 'model.txt');
    expect([...(await model.raw(small.columns, small.rows))]).toEqual([
      ...expectedRows(small.expected, 'raw', 1),
    ]);
  });

  it('reads a file whose line ends became \\r\\n on the way', async () => {
    const model = await read(text.replaceAll('\n', '\r\n'));
    expect([...(await model.raw(small.columns, small.rows))]).toEqual([
      ...expectedRows(small.expected, 'raw', 1),
    ]);
  });

  it('gives no names for a model trained on plain arrays, and the names otherwise', async () => {
    const named = modelCase(goldenFolder('models/lgb-pandas-categorical'));
    expect(await read(text)).toMatchObject({ kind: 'lightgbm-text', featureNames: undefined, outputs: 1 });
    expect((await readModel(named.model, 'model.txt')).featureNames).toEqual(named.names);
  });

  it('predicts nothing for no rows', async () => {
    const none: Column = { kind: 'number', values: new Float64Array() };
    const model = await read(text);
    expect(
      await model.raw(
        small.columns.map(() => none),
        0,
      ),
    ).toHaveLength(0);
  });

  it('gives each row the same bits alone as among more rows than a block holds', async () => {
    const times = 40;
    const model = await read(text);
    const many = small.columns.map(({ values }) => {
      const repeated = Array.from({ length: times }, () => [...(values as Float64Array)]).flat();
      return { kind: 'number' as const, values: Float64Array.from(repeated) };
    });
    const once = [...expectedRows(small.expected, 'raw', 1)];
    expect([...(await model.raw(many, small.rows * times))]).toEqual(
      Array.from({ length: times }, () => once).flat(),
    );
  });
});

describe('columns that do not fit the model', () => {
  let model: Model;
  beforeAll(async () => {
    model = await read(text);
  });

  it('are refused when they are too few or too many', async () => {
    const { columns, rows } = small;
    await expect(model.raw(columns.slice(1), rows)).rejects.toThrow(
      /^\d+ columns for a model of \d+ features$/,
    );
    await expect(model.raw([...columns, columns[0]!], rows)).rejects.toThrow(
      expect.objectContaining({ code: 'feature_shape' }),
    );
  });

  it('are refused when one is shorter', async () => {
    const short: Column = { kind: 'number', values: new Float64Array(3) };
    await expect(model.raw([short, ...small.columns.slice(1)], small.rows)).rejects.toThrow(
      'column 0 has 3 of 60 rows',
    );
  });

  it('are refused when they hold text or times instead of numbers, but not when all is missing', async () => {
    const withFirst = (first: Column) => model.raw([first, ...small.columns.slice(1)], small.rows);
    const nothing = Array.from({ length: small.rows }, () => null);
    await expect(withFirst({ kind: 'text', values: nothing.map(() => '1') })).rejects.toThrow(
      'Column_0 holds text',
    );
    await expect(withFirst({ kind: 'time', values: new Float64Array(small.rows) })).rejects.toThrow(
      'Column_0 holds times',
    );
    expect([...(await withFirst({ kind: 'text', values: nothing }))]).toEqual([
      ...(await withFirst({ kind: 'number', values: new Float64Array(small.rows).fill(NaN) })),
    ]);
  });
});

describe('a damaged LightGBM file', () => {
  it('is told by its missing end', async () => {
    for (const share of [0.3, 0.6, 0.9]) {
      const cut = text.slice(0, text.indexOf('end of trees') * share);
      await expect(read(cut)).rejects.toThrow(expect.objectContaining({ code: 'model_damaged' }));
    }
  });

  it('is told by a tree out of order and by a tree less than announced', async () => {
    await expect(edited(/Tree=3\n/, 'Tree=5\n')).rejects.toThrow('tree 5 stands where tree 3 belongs');
    await expect(edited(/Tree=24\n[\s\S]*?(?=end of trees)/, '')).rejects.toThrow(
      'tree_sizes announces 25 trees, the file holds 24',
    );
  });

  it.each([
    ['an unreadable number', /leaf_value=\S+/, 'leaf_value=1.2.3', /leaf_value holds "1.2.3" where a number/],
    ['a hexadecimal number', /leaf_value=\S+/, 'leaf_value=0x10', /"0x10" where a number belongs/],
    ['a number too few', /threshold=\S+ /, 'threshold=', /tree \d+: threshold holds ""/],
    ['a number too many', /threshold=/, 'threshold=1 ', /threshold must hold \d+ numbers and holds more/],
    ['a fraction among whole numbers', /left_child=\S+/, 'left_child=1.5', /left_child holds "1.5"/],
    [
      'a feature that is not there',
      /split_feature=\d+/,
      'split_feature=99',
      /feature 99 is not among the \d+/,
    ],
    ['a negative feature', /split_feature=\d+/, 'split_feature=-1', /feature -1 is not among/],
    ['an unknown decision', /decision_type=\d+/, 'decision_type=12', /decision_type 12 means nothing/],
    ['a category node without sets', /decision_type=\d+/, 'decision_type=1', /tests category set .* of 0/],
    [
      'a node that leads back to the root',
      /left_child=\S+/,
      'left_child=0',
      /leads to node 0, which is not there/,
    ],
    ['a leaf that is not there', /left_child=\S+/, 'left_child=-9', /leads to leaf 8, which is not there/],
    ['a huge leaf count', /num_leaves=\d+/, 'num_leaves=999999999', /leaf_value must hold 999999999 numbers/],
    ['no leaf count', /num_leaves=\d+/, 'num_leaves=', /num_leaves is "", no count/],
    ['no leaves', /num_leaves=\d+/, 'num_leaves=0', /num_leaves is 0/],
    ['a missing list', /right_child=/, 'wrong_child=', /tree \d+ lacks right_child/],
    [
      'more features than names',
      /max_feature_idx=\d+/,
      'max_feature_idx=77',
      /announces 78 features, \d+ are named/,
    ],
    ['a feature name twice', /Column_1/, 'Column_0', /stands twice/],
    ['other feature_infos', /feature_infos=\S+ /, 'feature_infos=', /feature_infos tells of/],
    ['broken rounds', /num_tree_per_iteration=1/, 'num_tree_per_iteration=3', /whole rounds of 3 trees/],
    ['no outputs', /num_tree_per_iteration=1/, 'num_tree_per_iteration=0', /num_tree_per_iteration is 0/],
    ['broken pandas levels', /pandas_categorical:null/, 'pandas_categorical:[1', /not a list of levels/],
  ])('is told by %s', async (_, from, to, message) => {
    await expect(edited(from, to)).rejects.toThrow(expect.objectContaining({ code: 'model_damaged' }));
    await expect(edited(from, to)).rejects.toThrow(message);
  });

  it('is told by a gzip end that is missing', async () => {
    const packed = gzipSync(small.model);
    await expect(readModel(packed.subarray(0, packed.length - 20), 'm.gz')).rejects.toThrow(
      'm.gz is no whole gzip file',
    );
  });

  it('is told by its emptiness, packed or not', async () => {
    await expect(readModel(new Uint8Array(), 'm')).rejects.toThrow('m is empty');
    await expect(readModel(gzipSync(''), 'm')).rejects.toThrow('m is empty');
  });
});

describe('a file that cannot be read as a model', () => {
  it('is refused when it would unpack to more than the bound, before it does', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 2 ** 20));
    await expect(readModel(bomb, 'm.gz')).rejects.toThrow('m.gz is larger than 256 MiB');
  });

  it('is refused when its objective is not known, since the transform would be a guess', async () => {
    await expect(edited(/objective=regression/, 'objective=poison')).rejects.toThrow(
      'the objective "poison" is not known',
    );
    await expect(edited(/objective=regression/, 'objective=')).rejects.toThrow(
      expect.objectContaining({ code: 'unsupported_model' }),
    );
  });
});

describe('the format of a file', () => {
  it.each([
    ['xgboost-logistic', 'model.json', 'xgboost-json'],
    ['xgboost-logistic', 'model.ubj', 'xgboost-ubj'],
    ['catboost-rmse', 'model.json', 'catboost-json'],
    ['lgb-stump', 'model.json', 'lightgbm-json'],
    ['lgb-stump', 'model.txt', 'lightgbm-text'],
  ])('is told by its content: %s/%s', async (name, file, kind) => {
    const { model: bytes } = modelCase(goldenFolder('models', name), file);
    expect((await readModel(bytes, 'unnamed')).kind).toBe(kind);
    expect((await readModel(gzipSync(bytes), 'unnamed')).kind).toBe(kind);
  });

  it('is told behind a byte order mark and blanks too', async () => {
    const { model: bytes } = modelCase(goldenFolder('models/catboost-rmse'), 'model.json');
    expect((await readModel(Buffer.concat([Buffer.from('\ufeff \r\n'), bytes]), 'm')).kind).toBe(
      'catboost-json',
    );
  });
});
