import { describe, expect, it } from '@jest/globals';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import { at, useDay } from '../support/day.ts';

const begin = useDay();

describe('uploading', () => {
  it.each([
    'put-403',
    'put-500',
    'create-fails',
    'error-500@submissionUploadAuth',
    'internal-error@createSubmission',
    'html-200@createSubmission',
    'data-null@createSubmission',
  ])('survives %s without a duplicate', async (fault) => {
    const { tick, numerai, created } = await begin();
    numerai.faults.push(fault);
    expect(await tick()).toMatchObject({ outcome: 'submitted' });
    expect(created()).toHaveLength(1);
  });

  it('looks the filename up after a lost answer instead of submitting twice', async () => {
    const { tick, numerai, created } = await begin();
    numerai.faults.push('create-lost');
    expect(await tick()).toMatchObject({ outcome: 'submitted' });
    expect(created()).toHaveLength(1);
  });

  it('sends CSV once when Numerai refuses Parquet, and record and notice say so', async () => {
    const { tick, numerai, record, created, notices } = await begin();
    numerai.faults.push('refuse-parquet:always');
    expect(await tick()).toMatchObject({ outcome: 'submitted', slots: [{ accepted: 300 }] });
    expect(created()).toEqual([expect.stringMatching(/\.csv$/)]);
    expect((await record()).attempts.at(-1)).toMatchObject({
      format: 'csv',
      warnings: [expect.stringContaining('CSV')],
    });
    expect(notices).toEqual(['Round 1325: example_model sent as CSV instead of Parquet']);
  });

  it('stops at a store that cannot keep the record before anything is submitted', async () => {
    const { tick, ports, created } = await begin();
    const store = {
      ...ports.store,
      put: async (key: string, ...rest: [Uint8Array]) => {
        if (key.endsWith('record.json')) throw new TypeError('disk gone');
        return ports.store.put(key, ...rest);
      },
    };
    expect(await tick({ ports: { store } })).toMatchObject({ outcome: 'failed' });
    expect(created()).toEqual([]);
  });
});

describe('confirming', () => {
  it('waits for a verdict that takes its time', async () => {
    const { tick, clock } = await begin({ numerai: { verdictSeconds: 30 } });
    expect(await tick()).toMatchObject({ outcome: 'submitted' });
    expect(clock.slept.slice(0, 5)).toEqual([1, 2, 5, 10, 10]);
  });

  it.each(['never-confirmed', 'short-accepted', 'not-selected'])(
    '%s is unconfirmed, repeated twice ten minutes apart, then only alarmed',
    async (fault) => {
      const { tick, numerai, clock, created } = await begin();
      numerai.faults.push(`${fault}:always`);
      const document = await tick();
      expect(document).toMatchObject({
        outcome: 'unconfirmed',
        slots: [{ error: { code: 'submission_unconfirmed' } }],
      });
      const uploads: number[] = [];
      for (const time of ['12:10', '12:16', '12:21', '12:27', '12:32', '12:40', '12:50']) {
        clock.set(at(time));
        expect(await tick()).toMatchObject({ outcome: 'unconfirmed' });
        uploads.push(created().length);
      }
      expect(uploads).toEqual([1, 2, 2, 3, 3, 3, 3]);
    },
  );

  it('repeats as CSV what was not accepted as Parquet', async () => {
    const { tick, numerai, clock, created } = await begin();
    numerai.faults.push('parquet-not-accepted:always');
    expect(await tick()).toMatchObject({ outcome: 'unconfirmed' });
    clock.set(at('12:20'));
    expect(await tick()).toMatchObject({ outcome: 'submitted', slots: [{ accepted: 300 }] });
    expect(created().at(-1)).toMatch(/\.csv$/);
  });

  it('finds a verdict that came after the run that asked for it', async () => {
    const { tick, clock, record, created } = await begin({ numerai: { verdictSeconds: 120 } });
    expect(await tick()).toMatchObject({ outcome: 'unconfirmed' });
    clock.advance(60);
    expect(await tick()).toMatchObject({ outcome: 'already-submitted', slots: [{ accepted: 300 }] });
    expect(created()).toHaveLength(1);
    expect((await record()).attempts).toHaveLength(1);
  });

  it('keeps what is confirmed when the improvement over it is not accepted', async () => {
    const settings = { slots: [{ name: 'example_model', candidates: ['best', 'base'] }] };
    const { tick, numerai, store, ports } = await begin({ settings });
    await tick();
    const bytes = (await store.get((await store.list('models/base/')).find((key) => key.endsWith('.txt'))!))!
      .bytes;
    await pushModel(store, { name: 'best', file: 'model.txt', bytes, createdAt: ports.clock.now() });
    numerai.faults.push('never-confirmed');
    expect(await tick()).toMatchObject({
      outcome: 'degraded',
      slots: [{ outcome: 'already-submitted', candidate: 'base' }],
    });
  });
});

describe('the deadline', () => {
  it('once passed leaves one late upload, and an outcome that is a failure', async () => {
    const { tick, clock, created, emptyStore } = await begin();
    clock.set(at('13:30'));
    expect(await tick()).toMatchObject({
      outcome: 'late',
      slots: [{ outcome: 'late', status: 'late', accepted: 300 }],
    });
    clock.set(at('13:50'));
    expect(await tick()).toMatchObject({ outcome: 'late', slots: [{ outcome: 'late', status: 'late' }] });
    await emptyStore();
    expect(await tick()).toMatchObject({ outcome: 'late' });
    expect(created()).toHaveLength(1);
  });

  it('makes the late upload of one round no submission of the next', async () => {
    const { tick, clock, numerai, created } = await begin();
    clock.set(at('13:30'));
    await tick();
    clock.set(new Date('2026-11-25T12:00:00Z'));
    numerai.openNextRound();
    clock.advance(300);
    expect(await tick()).toMatchObject({ outcome: 'submitted', round: 1326 });
    expect(created().at(-1)).toMatch(/^r1326-/);
  });

  it('is left to the user when late submissions are off', async () => {
    const { tick, clock, created } = await begin({ settings: { lateSubmissions: false } });
    clock.set(at('13:30'));
    expect(await tick()).toMatchObject({ outcome: 'late', slots: [{ status: 'none' }] });
    expect(created()).toEqual([]);
  });

  it('after an on-time submission needs nothing late', async () => {
    const { tick, clock, created } = await begin();
    await tick();
    clock.set(at('14:00'));
    expect(await tick()).toMatchObject({ outcome: 'already-submitted' });
    expect(created()).toHaveLength(1);
  });

  it('passing between the upload and its submission stops the run', async () => {
    const { tick, clock, ports, created } = await begin();
    clock.set(at('12:59'));
    const numerai = {
      ...ports.numerai,
      upload: async (...args: Parameters<typeof ports.numerai.upload>) => {
        const name = await ports.numerai.upload(...args);
        clock.set(at('13:00'));
        return name;
      },
    };
    expect(await tick({ ports: { numerai } })).toMatchObject({
      outcome: 'failed',
      slots: [{ error: { code: 'deadline_passed' } }],
    });
    expect(created()).toEqual([]);
    expect(await tick()).toMatchObject({ outcome: 'late' });
  });

  it('stops everything after 150 seconds, whatever hangs', async () => {
    const { tick, clock, ports } = await begin();
    const numerai = {
      ...ports.numerai,
      liveFile: async (limit: Parameters<typeof ports.numerai.liveFile>[0]) => {
        clock.advance(151);
        return ports.numerai.liveFile(limit);
      },
    };
    expect(await tick({ ports: { numerai } })).toMatchObject({
      outcome: 'failed',
      slots: [{ error: { code: 'run_out_of_time' } }],
    });
  });
});
