import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../shared/adapters/csv.ts';
import type { Table } from '../../shared/domain/table.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import { at, type Day, useDay } from '../support/day.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';

const DEMO_MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');
const MOMENTUM = 'feature_momentum_60d';
/** Of the live file's momentum. */
const UNKNOWN = '3 tokens without a prediction are sent as 0.5';
const begin = useDay();
const settings = { slots: [{ name: 'example_model', candidates: ['trained'] }] };

/** A linear model that was trained on the rows of a CSV. */
async function pushTrained(day: Day, table: string) {
  const document = { kind: 'linear', features: [MOMENTUM], coefficients: [1] };
  return pushModel(day.store, {
    name: 'trained',
    file: 'model.json',
    bytes: Buffer.from(JSON.stringify(document)),
    createdAt: day.clock.now(),
    training: { sample: readCsv(Buffer.from(table)), versions: new Map() },
  });
}

/** The run's document, and what was held against the submission. */
async function judged(day: Day) {
  const document = await day.tick();
  const [attempt] = (await day.record()).attempts;
  return { document, warnings: attempt!.warnings };
}

describe('a model that knows what it was trained on', () => {
  it('is submitted as usual where the day is like its training', async () => {
    const day = await begin({ settings });
    await pushTrained(day, `date,${MOMENTUM}\n1,0\n1,0.25\n1,0.5\n1,0.75\n1,1\n`);
    const { document, warnings } = await judged(day);
    expect(document).toMatchObject({
      outcome: 'submitted',
      slots: [{ candidate: 'trained', degraded: false }],
    });
    expect(warnings).toEqual([UNKNOWN]);
  });

  it('is submitted with a warning where the day is unlike it', async () => {
    const day = await begin({ settings });
    // What there was spread a hundred times as far; that half of the cells were missing is nothing against the day.
    await pushTrained(day, `date,x,${MOMENTUM}\n1,a,0\n1,b,100\n1,c,\n1,d,\n`);
    const { document, warnings } = await judged(day);
    expect(document).toMatchObject({
      slots: [{ outcome: 'submitted', candidate: 'trained', degraded: true }],
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^the raw output spreads by 0\.\d+, in training it was 70\.7$/),
      UNKNOWN,
    ]);
  });
});

describe('a feature that has no value for any token', () => {
  const EMPTY = 'feature_sharpe_ratio_20d';
  const emptied = (table: Table): Table => {
    const values = new Float64Array(table.rows).fill(Number.NaN);
    return { ...table, columns: new Map(table.columns).set(EMPTY, { kind: 'number', values }) };
  };

  /** A round whose live file has emptied the feature, with a model of that and 21 others, trained on what it gives. */
  async function lacking(trainedOn: (live: Table) => Table) {
    const day = await begin({ settings });
    const { liveFile } = day.ports.numerai;
    const live = await liveFile({ retryUntil: at('12:10'), signal: new AbortController().signal });
    await pushModel(day.store, {
      name: 'trained',
      file: 'model.txt',
      bytes: readFileSync(DEMO_MODEL),
      createdAt: day.clock.now(),
      training: { sample: trainedOn(live.table), versions: new Map() },
    });
    const numerai = {
      ...day.ports.numerai,
      liveFile: async () => ({ ...live, table: emptied(live.table) }),
    };
    const document = await day.tick({ ports: { numerai } });
    return { document, warnings: (await day.record()).attempts[0]!.warnings };
  }

  it('is as usual where training had none either', async () => {
    const { document, warnings } = await lacking(emptied);
    expect(document).toMatchObject({ outcome: 'submitted', slots: [{ degraded: false, coverage: 1 }] });
    expect(warnings).toEqual([]);
  });

  it('degrades the day where training had one', async () => {
    const { document, warnings } = await lacking((live) => live);
    expect(document).toMatchObject({ outcome: 'degraded', slots: [{ degraded: true }] });
    expect(warnings).toContainEqual(`1 of 22 features have no value for any token: ${EMPTY}`);
  });
});

describe('an ONNX model', () => {
  it('is submitted like any other', async () => {
    const { model, names } = modelCase(goldenFolder('models/onnx-gbr'), 'model.onnx');
    const day = await begin({ settings });
    const request = { name: 'trained', file: 'model.onnx', bytes: model, features: names };
    await pushModel(day.store, { ...request, createdAt: day.clock.now() });
    expect(await day.tick()).toMatchObject({
      outcome: 'submitted',
      slots: [{ candidate: 'trained', degraded: false, accepted: 300 }],
    });
  });
});
