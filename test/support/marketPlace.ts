import { createHash } from 'node:crypto';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { collectMarket } from '../../shared/pipeline/collectMarket.ts';
import type { MarketPorts } from '../../shared/pipeline/market/marketPorts.ts';
import type { Store } from '../../shared/ports.ts';
import { parseSettings } from '../../shared/settings.ts';
import { type DayClock, dayClock } from './dayClock.ts';
import {
  type FakeIndex,
  type FakeProvider,
  fakeBinance,
  fakeCmc,
  fakeFearGreed,
  fakeGecko,
} from './fakeMarket.ts';
import { recordingLog } from './recordingLog.ts';

export interface MarketPlace {
  readonly ports: MarketPorts;
  readonly store: Store;
  readonly clock: DayClock;
  readonly cmc: FakeProvider;
  readonly binance: FakeProvider;
  readonly gecko: FakeProvider;
  readonly index: FakeIndex;
  readonly log: ReturnType<typeof recordingLog>;
  /** One run of `collect`. */
  collect(market?: Record<string, unknown>): ReturnType<typeof collectMarket>;
  /** Everything in the store but the notes of the last run, binary files as their hash. */
  content(): Promise<Record<string, string>>;
  /** Forgets what the providers were asked so far. */
  forget(): void;
}

/** A market of 120 tokens and its providers; the clock says 00:40 UTC on Tuesday, 24 November 2026. */
export function marketPlace(storeOrFolder: string | Store): MarketPlace {
  const store = typeof storeOrFolder === 'string' ? directoryStore(storeOrFolder) : storeOrFolder;
  const clock = dayClock(new Date('2026-11-24T00:40:00Z'));
  const collectedAt = () => clock.now();
  const [cmc, binance, gecko, index] = [
    fakeCmc({ collectedAt }),
    fakeBinance(),
    fakeGecko(),
    fakeFearGreed(),
  ];
  const log = recordingLog();
  const ports = { store, files: tableFiles, clock, log, providers: [cmc, binance, gecko], indexes: [index] };
  const slots = [{ name: 'example_model', candidates: ['base'] }];
  return {
    ports,
    store,
    clock,
    cmc,
    binance,
    gecko,
    index,
    log,
    collect: (market = {}) => collectMarket(ports, { settings: parseSettings({ slots, market }) }),
    content: async () => {
      const keys = (await store.list('market/')).filter((key) => key !== 'market/last-run.json');
      const entries = keys.map(async (key) => {
        const stored = await store.get(key);
        const bytes = Buffer.from(stored!.bytes);
        const isText = key.endsWith('.json');
        return [key, isText ? bytes.toString() : createHash('sha256').update(bytes).digest('hex')] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    },
    forget: () => {
      for (const { asked } of [cmc, binance, gecko, index]) asked.length = 0;
    },
  };
}
