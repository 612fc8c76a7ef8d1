import { describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { acceptSubmission } from '../../shared/domain/acceptance.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import { at, useDay } from '../support/day.ts';

const begin = useDay();
const EXAMPLE = '00000000-0000-4000-8000-00000000000a';

describe('an ordinary day', () => {
  it('ends with a confirmed, complete, valid submission and says so', async () => {
    const { tick, numerai, store, log, created } = await begin();
    const document = await tick();
    expect(document).toMatchObject({
      outcome: 'submitted',
      round: 1325,
      slots: [
        {
          slot: 'example_model',
          status: 'on-time',
          candidate: 'base',
          degraded: false,
          accepted: 300,
          universe: 300,
        },
      ],
    });
    expect(document.reason).toBe('300 of 300 tokens accepted, on-time, 55 min before the deadline');
    expect(document.submission).toBe(store.locate('rounds/1325/example_model/submission.parquet'));
    const [filename] = created();
    expect(filename).toMatch(/^r1325-example_model-base-[0-9a-f]{8}-[A-Za-z0-9]{12}\.parquet$/);
    const uploaded = await tableFiles.readTable(numerai.uploaded(filename!)!);
    expect([...uploaded.columns.keys()]).toEqual(['symbol', 'signal']);
    expect(acceptSubmission(await numerai.live.symbols(), uploaded)).toMatchObject({
      accepted: true,
      acceptedCount: 300,
    });
    expect(JSON.stringify(log.entries)).not.toContain(numerai.token.secretKey);
  });

  it('leaves a complete record, the live file, the sent file and a released claim in the store', async () => {
    const { tick, store, record, clock } = await begin();
    await tick();
    const keys = (await store.list('rounds/')).map((key) => key.replace('rounds/1325/', ''));
    expect(keys).toEqual([
      'example_model/claim.json',
      'example_model/record.json',
      'example_model/submission.parquet',
      'live.parquet',
    ]);
    expect((await record()).attempts).toMatchObject([
      {
        candidate: 'base',
        format: 'parquet',
        universe: 300,
        coverage: 1,
        status: 'on-time',
        accepted: 300,
        confirmed: true,
      },
    ]);
    const claim = JSON.parse(
      new TextDecoder().decode((await store.get('rounds/1325/example_model/claim.json'))!.bytes),
    );
    expect(new Date(claim.expiresAt).getTime()).toBeLessThanOrEqual(clock.now().getTime());
  });

  it('says no round is open before the opening, after the close, and in each of the three ways Numerai has', async () => {
    const { tick, clock, numerai } = await begin();
    clock.set(at('11:59'));
    expect(await tick()).toMatchObject({ outcome: 'no-open-round', slots: [], submission: null });
    clock.set(new Date('2026-11-25T12:30:00Z'));
    expect(await tick()).toMatchObject({ outcome: 'no-open-round', round: null });
    for (const fault of ['rounds-null', 'rounds-empty', 'rounds-error']) {
      numerai.faults.push(fault);
      expect(await tick()).toMatchObject({ outcome: 'no-open-round' });
    }
  });

  it('uploads nothing the second time, whether or not the store remembers', async () => {
    const { tick, emptyStore, created } = await begin();
    await tick();
    expect(await tick()).toMatchObject({
      outcome: 'already-submitted',
      slots: [{ status: 'on-time', accepted: 300, universe: 300 }],
    });
    await emptyStore();
    expect(await tick()).toMatchObject({
      outcome: 'already-submitted',
      slots: [{ candidate: 'base', degraded: false }],
    });
    expect(created()).toHaveLength(1);
  });

  it('uploads nothing in a dry run and keeps the file that would go out', async () => {
    const { tick, store, created } = await begin();
    const document = await tick({ dryRun: true });
    expect(document).toMatchObject({ outcome: 'dry-run', submission: null });
    expect(document.slots[0]!.submission).toBe(store.locate('rounds/1325/example_model/dry-run.parquet'));
    expect(created()).toEqual([]);
  });
});

describe('the live file', () => {
  it('of an older day is waited for by the next tick', async () => {
    const { tick, numerai } = await begin();
    numerai.live.setDay('2026-11-20');
    const document = await tick();
    expect(document).toMatchObject({ outcome: 'waiting', slots: [{ outcome: 'waiting' }] });
    expect(document.reason).toBe('the live file is of 2026-11-20, round 1325 needs 2026-11-23');
    numerai.live.setDay(undefined);
    expect(await tick()).toMatchObject({ outcome: 'submitted' });
  });

  it('of an older day within acceptStaleLiveDays is used and counts as degraded', async () => {
    const { tick, numerai } = await begin({ settings: { acceptStaleLiveDays: 3 } });
    numerai.live.setDay('2026-11-20');
    expect(await tick()).toMatchObject({
      outcome: 'degraded',
      slots: [{ outcome: 'submitted', degraded: true }],
    });
  });

  it('with another number of tokens than announced is downloaded again, then refused', async () => {
    const { tick, numerai } = await begin({ numerai: { numTickers: 299 } });
    const document = await tick();
    expect(document).toMatchObject({
      outcome: 'failed',
      slots: [{ error: { code: 'universe_size_mismatch' } }],
    });
    expect(numerai.requests.filter((request) => request.operations.includes('download'))).toHaveLength(2);
  });

  it.each(['truncated-download', 'html-download', 'corrupt-download', 'expired-url'])(
    'damaged once (%s) is fetched again',
    async (fault) => {
      const { tick, numerai } = await begin();
      numerai.faults.push(fault);
      expect(await tick()).toMatchObject({ outcome: 'submitted' });
    },
  );

  it('damaged always ends in a typed error, with nothing uploaded', async () => {
    const { tick, numerai, created } = await begin();
    numerai.faults.push('truncated-download:always');
    const document = await tick();
    expect(document).toMatchObject({ outcome: 'failed', slots: [{ error: { code: 'download_damaged' } }] });
    expect(created()).toEqual([]);
  });

  it('with symbols only cannot feed a model that needs features, and the error names them', async () => {
    const { tick } = await begin({ numerai: { datasets: ['crypto/v2.0/live_universe.parquet'] } });
    const document = await tick();
    expect(document.slots[0]).toMatchObject({ outcome: 'failed', error: { code: 'missing_features' } });
  });

  it('that is not offered at all ends in an error naming what is', async () => {
    const { tick } = await begin({ numerai: { datasets: ['crypto/v9/other.parquet'] } });
    const document = await tick();
    expect(document.slots[0]!.error).toMatchObject({ code: 'dataset_missing' });
    expect(document.slots[0]!.error!.message).toContain('crypto/v9/other.parquet');
  });
});

describe('candidates', () => {
  const settings = { slots: [{ name: 'example_model', candidates: ['best', 'base'] }] };

  it('fall back to the next one, degraded, and are upgraded when the best recovers', async () => {
    const { tick, store, ports, created } = await begin({ settings });
    expect(await tick()).toMatchObject({
      outcome: 'degraded',
      slots: [{ outcome: 'submitted', candidate: 'base', degraded: true }],
    });
    expect(await tick()).toMatchObject({
      outcome: 'degraded',
      slots: [{ outcome: 'already-submitted', candidate: 'base' }],
    });
    expect(created()).toHaveLength(1);

    const bytes = (await store.get((await store.list('models/base/')).find((key) => key.endsWith('.txt'))!))!
      .bytes;
    await pushModel(store, { name: 'best', file: 'model.txt', bytes, createdAt: ports.clock.now() });
    expect(await tick()).toMatchObject({
      outcome: 'submitted',
      slots: [{ candidate: 'best', degraded: false }],
    });
    expect(await tick()).toMatchObject({ outcome: 'already-submitted' });
    expect(created()).toHaveLength(2);
  });

  it('never replace a confirmed better one', async () => {
    const { tick, emptyStore, created } = await begin({ settings, models: ['best', 'base'] });
    await tick();
    await emptyStore();
    expect(await tick()).toMatchObject({ outcome: 'already-submitted', slots: [{ candidate: 'best' }] });
    expect(created()).toHaveLength(1);
  });

  it('are said to be tried again only where there is a better one and time for it', async () => {
    const day = await begin({ settings });
    await day.tick();
    const next = async () => (await day.tick()).slots[0]!.next;
    expect(await next()).toMatch(/^a better candidate is tried by every run until/);
    day.clock.set(at('14:00'));
    expect(await next()).toMatch(/^the next round is expected/);
  });

  it('that all fail end in one error that names each reason', async () => {
    const { tick } = await begin({ settings, models: [] });
    const { slots } = await tick();
    expect(slots[0]!.error).toMatchObject({ code: 'no_candidate_passed' });
    expect(slots[0]!.error!.message).toMatch(/best: no model best.*base: no model base/);
  });
});

describe('what counts as ours', () => {
  it('a queued leftover that turned on-time is replaced', async () => {
    const { tick, numerai } = await begin();
    await numerai.seed({
      modelId: EXAMPLE,
      roundNumber: 1324,
      filename: 'predictions-Ab3dE6gH9jK2.csv',
      late: true,
    });
    expect(await tick()).toMatchObject({
      outcome: 'submitted',
      slots: [{ status: 'on-time', accepted: 300 }],
    });
  });

  it("somebody else's on-time submission is left alone", async () => {
    const { tick, numerai, created } = await begin();
    await numerai.seed({ modelId: EXAMPLE, roundNumber: 1325, filename: 'predictions-Ab3dE6gH9jK2.csv' });
    expect(await tick()).toMatchObject({
      outcome: 'already-submitted',
      slots: [{ outcome: 'foreign', status: 'on-time' }],
    });
    expect(created()).toEqual(['predictions-Ab3dE6gH9jK2.csv']);
  });
});
