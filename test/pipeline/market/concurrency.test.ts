import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { s3Store } from '../../../shared/adapters/aws/s3Store.ts';
import { directoryStore } from '../../../shared/adapters/local/directoryStore.ts';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import { openPanel } from '../../../shared/pipeline/market/panelStore.ts';
import type { Store } from '../../../shared/ports.ts';
import { marketPlace } from '../../support/marketPlace.ts';
import { describeMoto } from '../../support/moto.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const DAY = '2026-11-23';

/** A store that dies, as a process does, right before its nth write and after. */
function dyingStore(store: Store, writes: number): Store {
  let left = writes;
  return {
    ...store,
    put: async (...change) => {
      if (left-- <= 0) throw new Error('the process was killed');
      return store.put(...change);
    },
  };
}

function whateverTheStore(newStore: () => Promise<Store>): void {
  it('two runs at once end as one would have', async () => {
    const alone = marketPlace(await newStore());
    await alone.collect();
    const store = await newStore();
    const [a, b] = [marketPlace(store), marketPlace(store)];
    const outcomes = await Promise.all([a.collect(), b.collect()]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['collected', 'collected']);
    expect(await a.content()).toEqual(await alone.content());
  });

  it('two runs at once that know different halves leave the whole, in the panel as well', async () => {
    const store = await newStore();
    const [a, b] = [marketPlace(store), marketPlace(store)];
    a.cmc.edit = (bar) => (Number(bar.ucid) <= 70 ? bar : undefined);
    b.cmc.edit = (bar) => (Number(bar.ucid) > 50 ? bar : undefined);
    await Promise.all([a.collect(), b.collect()]);
    const bars = (await readBars(a.ports, DAY))!.filter(({ source }) => source === 'coinmarketcap');
    expect(bars.map(({ ucid }) => Number(ucid)).sort((x, y) => x - y)).toEqual(
      Array.from({ length: 120 }, (_, i) => i + 1),
    );
    expect(
      (await openPanel(a.ports))!.tracks.filter(({ source }) => source === 'coinmarketcap'),
    ).toHaveLength(120);
  });
}

describe('a directory', () => whateverTheStore(async () => directoryStore(newFolder())));

describeMoto('a bucket', (moto) => {
  let buckets = 0;
  whateverTheStore(async () => {
    const { s3: client } = moto().clients();
    const bucket = `market-${buckets++}`;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return s3Store({ bucket, client });
  });
});

describe('a run that is killed', () => {
  // Writes: bars, indexes, panel, its indexes, the record, the mapping, the note of the run.
  it.each([0, 1, 2, 3, 4, 5, 6])(
    'after %d writes leaves nothing wrong, and the next one ends the work',
    async (writes) => {
      const alone = marketPlace(newFolder());
      await alone.collect();
      const folder = newFolder();
      const killed = marketPlace(dyingStore(directoryStore(folder), writes));
      await expect(killed.collect()).rejects.toThrow('killed');
      const next = marketPlace(folder);
      next.clock.set(killed.clock.now());
      expect(['collected', 'complete']).toContain((await next.collect()).outcome);
      const { 'market/mapping.json': _, ...content } = await next.content();
      const { 'market/mapping.json': mapping, ...whole } = await alone.content();
      expect(mapping).toBeDefined();
      expect(content).toEqual(whole);
    },
  );

  it('between the bars of the second run and the panel is caught up on', async () => {
    const folder = newFolder();
    const first = marketPlace(folder);
    await first.collect();
    first.clock.set(new Date('2026-11-25T00:40:00Z'));
    first.cmc.edit = (bar) => (Number(bar.ucid) <= 100 ? bar : undefined);
    await first.collect();
    const killed = marketPlace(dyingStore(directoryStore(folder), 1));
    killed.clock.set(new Date('2026-11-25T11:40:00Z'));
    await expect(killed.collect()).rejects.toThrow('killed');
    const next = marketPlace(folder);
    next.clock.set(new Date('2026-11-26T00:40:00Z'));
    await next.collect();
    const panel = (await openPanel(next.ports))!;
    const late = panel.tracks.findIndex(({ ucid, source }) => ucid === '110' && source === 'coinmarketcap');
    expect(panel.fields.close[late * panel.days + 1]).toBeGreaterThan(0);
  });

  it('in the middle of a file leaves a file that no reader sees', async () => {
    const folder = newFolder();
    const place = marketPlace(folder);
    const { writeFile, mkdir } = await import('node:fs/promises');
    await mkdir(`${folder}/market/bars/date=${DAY}`, { recursive: true });
    await writeFile(`${folder}/market/bars/date=${DAY}/.temp-half`, 'PAR1 half of it');
    expect(await readBars(place.ports, DAY)).toBeUndefined();
    expect(await place.collect()).toMatchObject({ outcome: 'collected' });
  });
});

describe('a damaged file', () => {
  it('of the panel is made anew from the days', async () => {
    const place = marketPlace(newFolder());
    await place.collect();
    await place.store.put('market/panel.parquet', new TextEncoder().encode('<html>Be right back</html>'));
    await expect(openPanel(place.ports)).rejects.toMatchObject({ code: 'market_damaged' });
    place.clock.set(new Date('2026-11-25T00:40:00Z'));
    await place.collect();
    expect(await openPanel(place.ports)).toMatchObject({ firstDay: DAY, days: 2 });
  });
});
