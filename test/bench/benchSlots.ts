import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { numeraiClient } from '../../shared/adapters/numerai/numeraiClient.ts';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { costEstimate } from '../../shared/domain/costEstimate.ts';
import { addDays } from '../../shared/domain/utcDay.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import { submitRound } from '../../shared/pipeline/submitRound.ts';
import type { Log, Ports, Store } from '../../shared/ports.ts';
import { parseSettings } from '../../shared/settings.ts';
import { linearFile } from '../support/linearDay.ts';
import { storeMarket } from '../support/marketHistory.ts';
import { line, median } from './timing.ts';

const SLOTS = [1, 5, 20];
const RUNS = 5;
const HISTORY_DAYS = 60;
/** Live features and computed ones: universe, panel and features are what the slots of a run share. */
const COEFFICIENTS = { momentum_20_rank: 1, volatility_10: -0.5, feature_momentum_60d: 0.01 };
const SILENT: Log = { info: () => undefined, warn: () => undefined };

/** One run of so many slots, each time on a new round: time, and how often what they share is fetched. */
export async function benchSlots(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'autopilot-bench-'));
  try {
    const medians: number[] = [];
    for (const slots of SLOTS)
      medians.push(await measured(slots, directoryStore(join(folder, String(slots)))));
    const [first = 0, last = 0] = [medians[0], medians.at(-1)];
    const marginal = (last - first) / (SLOTS.at(-1)! - SLOTS[0]!);
    console.log('(the local Numerai answers in this process: its work is in these times)');
    console.log(
      `one slot more: ${marginal.toFixed(1)} ms, ${((100 * marginal) / first).toFixed(0)} % of the first`,
    );
    console.log(`in AWS one slot more: $${dollarsPerSlot().toFixed(4)} a month, by the estimate of "cost"`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without the free tier, in which it is nothing. */
function dollarsPerSlot(): number {
  const month = (slots: number) => {
    const deployed = { slots, market: true, webhook: false, emails: 1 };
    return costEstimate(deployed).total.withoutFreeTier;
  };
  const [few = 1, , many = 20] = SLOTS;
  return (month(many) - month(few)) / (many - few);
}

/** @returns median ms of a run */
async function measured(count: number, store: Store): Promise<number> {
  const names = Array.from({ length: count }, (_, at) => `slot_${at}`);
  const models = names.map((name, at) => ({
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    name,
    tournament: 12,
  }));
  const numerai = await startNumerai({ models });
  try {
    const today = systemClock.now().toISOString().slice(0, 10);
    await storeMarket(store, { from: addDays(today, -HISTORY_DAYS), to: addDays(today, -1) });
    const bytes = linearFile(COEFFICIENTS);
    await pushModel(store, { name: 'ours', file: 'ours.json', bytes, createdAt: systemClock.now() });
    const settings = parseSettings({ slots: names.map((name) => ({ name, candidates: ['ours'] })) });
    const { publicId, secretKey } = numerai.token;
    const reads = new Map<string, number>();
    const ports: Ports = {
      clock: systemClock,
      log: SILENT,
      files: tableFiles,
      notifier: { notify: async () => undefined },
      store: counting(store, reads),
      numerai: numeraiClient({
        url: numerai.url,
        credentials: { publicId, secretKey },
        dataset: settings.dataset,
        clock: systemClock,
        log: SILENT,
        files: tableFiles,
      }),
    };
    const times: number[] = [];
    for (let run = 0; run <= RUNS; run++) {
      numerai.openNextRound();
      const start = performance.now();
      const { outcome, reason } = await submitRound(ports, { settings, runId: `run-${run}` });
      times.push(performance.now() - start);
      if (outcome !== 'submitted') throw new Error(`${outcome}: ${reason}`);
    }
    const per = (n: number) => n / (RUNS + 1);
    const downloads = numerai.requests.filter(({ operations }) => operations.includes('download')).length;
    const panel = reads.get('market/panel.parquet') ?? 0;
    const shared = `per run: ${per(downloads)} live file, ${per(panel)} panel, ${per(numerai.requests.length).toFixed(0)} requests to Numerai`;
    line(`${count} ${count === 1 ? 'slot' : 'slots'} in one run`, times.slice(1), shared);
    return median(times.slice(1));
  } finally {
    await numerai.close();
  }
}

function counting(store: Store, reads: Map<string, number>): Store {
  return {
    ...store,
    get: (key) => {
      reads.set(key, (reads.get(key) ?? 0) + 1);
      return store.get(key);
    },
  };
}
