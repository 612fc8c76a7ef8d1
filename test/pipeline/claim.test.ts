import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { TransientError } from '../../shared/errors.ts';
import { type Claim, claimSlot, releaseClaim, stillHeld } from '../../shared/pipeline/claim.ts';
import type { Store } from '../../shared/ports.ts';
import { describeMoto } from '../support/moto.ts';
import { recordingLog } from '../support/recordingLog.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const NOON = new Date('2026-11-24T12:00:00.000Z');
const newFolder = temporaryFolders();
const KEY = 'rounds/812/base/claim.json';
const by = (runId: string) => ({ round: 812, slot: 'base', runId });

/** What a run needs, with a time that only the test moves. */
function portsOver(store: Store) {
  let ms = NOON.getTime();
  const clock = { now: () => new Date(ms) };
  const pass = (seconds: number) => {
    ms += seconds * 1_000;
  };
  return { store, clock, log: recordingLog(), pass };
}

async function stored(store: Store): Promise<unknown> {
  const found = await store.get(KEY);
  return found && JSON.parse(new TextDecoder().decode(found.bytes));
}

const write = (store: Store, content: unknown) =>
  store.put(KEY, new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)));

async function held(claiming: Promise<Claim | undefined>): Promise<Claim> {
  const claim = await claiming;
  if (!claim) throw new Error('the claim was not given');
  return claim;
}

/** The same store, with every call put off until the scheduler lets it go. */
function interleaved(store: Store, scheduler: fc.Scheduler): Store {
  const later = async <T>(label: string, work: () => Promise<T>) => {
    await scheduler.schedule(Promise.resolve(), label);
    return work();
  };
  return {
    ...store,
    get: (key) => later('get', () => store.get(key)),
    put: (key, bytes, condition) => later('put', () => store.put(key, bytes, condition)),
  };
}

/** What a claim is, over any store. */
function claimContract(empty: () => Promise<Store>, numRuns: number): void {
  it('is given where nobody has it, for 270 seconds, and written down', async () => {
    const ports = portsOver(await empty());
    expect(await claimSlot(ports, by('a'))).toMatchObject({ key: KEY, runId: 'a' });
    expect(await stored(ports.store)).toEqual({ runId: 'a', expiresAt: '2026-11-24T12:04:30.000Z' });
  });

  it('is not given a second time before it lapses, and is from that instant on', async () => {
    const ports = portsOver(await empty());
    const first = await held(claimSlot(ports, by('a')));
    ports.pass(269.999);
    expect(await claimSlot(ports, by('b'))).toBeUndefined();
    expect(await stillHeld(ports, first)).toBe(true);
    ports.pass(0.001);
    expect(await stillHeld(ports, first)).toBe(false);
    const second = await held(claimSlot(ports, by('b')));
    expect(await stillHeld(ports, first)).toBe(false);
    expect(await stillHeld(ports, second)).toBe(true);
  });

  it('is another one for another slot and for another round', async () => {
    const ports = portsOver(await empty());
    await held(claimSlot(ports, by('a')));
    await held(claimSlot(ports, { ...by('b'), slot: 'other' }));
    await held(claimSlot(ports, { ...by('b'), round: 813 }));
  });

  it('goes to the next run at once when it is released', async () => {
    const ports = portsOver(await empty());
    const first = await held(claimSlot(ports, by('a')));
    ports.pass(10);
    await releaseClaim(ports, first);
    expect(await stored(ports.store)).toEqual({ runId: 'a', expiresAt: '2026-11-24T12:00:10.000Z' });
    expect(await stillHeld(ports, first)).toBe(false);
    await held(claimSlot(ports, by('b')));
    expect(ports.log.entries).toEqual([]);
  });

  it("is left alone when it is another run's by the time of the release", async () => {
    const ports = portsOver(await empty());
    const first = await held(claimSlot(ports, by('a')));
    ports.pass(270);
    const second = await held(claimSlot(ports, by('b')));
    await releaseClaim(ports, first);
    expect(await stillHeld(ports, second)).toBe(true);
    expect(ports.log.entries).toEqual([expect.objectContaining({ level: 'warn' })]);
  });

  it.each([
    ['half a JSON', '{"runId":"a","exp'],
    ['nothing', ''],
    ['no time', { runId: 'a' }],
    ['a time that is none', { runId: 'a', expiresAt: 'soon' }],
    ['another thing', [1, 2]],
    ['an end that only a wrong clock can have given it', { runId: 'a', expiresAt: '2026-11-24T20:00:00Z' }],
  ])('is taken over what no run wrote: %s', async (_, content) => {
    const ports = portsOver(await empty());
    await write(ports.store, content);
    await held(claimSlot(ports, by('b')));
    expect(await stored(ports.store)).toMatchObject({ runId: 'b' });
  });

  it('respects a claim with more fields and an offset, as another version might write', async () => {
    const ports = portsOver(await empty());
    await write(ports.store, { runId: 'a', expiresAt: '2026-11-24T14:00:01+02:00', host: 'x' });
    expect(await claimSlot(ports, by('b'))).toBeUndefined();
    ports.pass(1);
    await held(claimSlot(ports, by('b')));
  });

  it('is lost when somebody removed it', async () => {
    const ports = portsOver(await empty());
    const claim = await held(claimSlot(ports, by('a')));
    await ports.store.remove(KEY);
    expect(await stillHeld(ports, claim)).toBe(false);
    await releaseClaim(ports, claim);
    expect(await stored(ports.store)).toBeUndefined();
  });

  it('is held by exactly one of several runs at once, however their steps mix', async () => {
    const start = fc.constantFrom('nothing', 'a dead claim', 'a released claim', 'rubbish');
    const runs = fc.integer({ min: 2, max: 4 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), start, runs, async (scheduler, before, count) => {
        const store = await empty();
        const ports = portsOver(store);
        if (before === 'rubbish') await write(store, '{');
        if (before === 'a dead claim') await claimSlot(ports, by('dead'));
        if (before === 'a released claim')
          await releaseClaim(ports, await held(claimSlot(ports, by('done'))));
        ports.pass(270);
        const mixed = { ...ports, store: interleaved(store, scheduler) };
        const runIds = Array.from({ length: count }, (_, i) => `run-${i}`);
        const claims = await scheduler.waitFor(
          Promise.all(runIds.map((runId) => claimSlot(mixed, by(runId)))),
        );
        const holders = claims.flatMap((claim) => (claim ? [claim.runId] : []));
        expect([await stored(store)]).toMatchObject(holders.map((runId) => ({ runId })));
      }),
      { numRuns },
    );
  });

  it('never has two holders over a whole life of claims, releases, deaths and time', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('claim' as const), run: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ kind: fc.constant('release' as const), run: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(1, 100, 135, 269, 270, 271) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const ports = portsOver(await empty());
        const claims = new Map<number, Claim>();
        let attempt = 0;
        for (const next of steps) {
          if (next.kind === 'pass') ports.pass(next.seconds);
          else if (next.kind === 'release') {
            const claim = claims.get(next.run);
            if (claim) await releaseClaim(ports, claim);
          } else {
            const others = await Promise.all([...claims.values()].map((claim) => stillHeld(ports, claim)));
            const claim = await claimSlot(ports, by(`attempt ${attempt++}`));
            expect(claim !== undefined).toBe(!others.includes(true));
            if (claim) claims.set(next.run, claim);
          }
          const holding = await Promise.all([...claims.values()].map((claim) => stillHeld(ports, claim)));
          expect(holding.filter(Boolean).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns },
    );
  });
}

describe('a claim in a directory', () => {
  claimContract(async () => directoryStore(newFolder()), 60);
});

describeMoto('a claim on S3 (moto)', (moto) => {
  let buckets = 0;
  claimContract(async () => {
    const { s3: client } = moto().clients();
    const bucket = `claims-${buckets++}`;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return s3Store({ bucket, client });
  }, 15);
});

describe('a claim and a store in trouble', () => {
  it('is ours when our own write succeeded and only its answer was lost', async () => {
    const store = directoryStore(newFolder());
    const lossy: Store = {
      ...store,
      async put(key, bytes, condition) {
        await store.put(key, bytes, condition);
        return store.put(key, bytes, condition);
      },
    };
    const claim = await held(claimSlot(portsOver(lossy), by('a')));
    const ports = portsOver(store);
    await releaseClaim(ports, claim);
    expect(ports.log.entries).toEqual([]);
    expect(await stillHeld(ports, claim)).toBe(false);
  });

  it('fails the run when it cannot be asked for, but not when it cannot be released', async () => {
    const ports = portsOver(directoryStore(newFolder()));
    const claim = await held(claimSlot(ports, by('a')));
    const down = async () => {
      throw new TransientError('store_unavailable', 's3:PutObject on s3://b/k: SlowDown 503');
    };
    const broken = { ...ports, store: { ...ports.store, get: down, put: down } };
    await expect(claimSlot(broken, by('b'))).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(stillHeld(broken, claim)).rejects.toMatchObject({ code: 'store_unavailable' });
    await releaseClaim(broken, claim);
    expect(ports.log.entries).toMatchObject([
      { level: 'warn', fields: { runId: 'a', code: 'store_unavailable', key: KEY } },
    ]);
  });
});
