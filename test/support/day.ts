import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach } from '@jest/globals';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import type { NumeraiOptions } from '../../scripts/standins/numerai/options.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { numeraiClient } from '../../shared/adapters/numerai/numeraiClient.ts';
import { PATIENCE_MS } from '../../shared/adapters/numerai/patience.ts';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import type { RunDocument } from '../../shared/domain/runDocument.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import type { RunOptions } from '../../shared/pipeline/run.ts';
import { submitRound } from '../../shared/pipeline/submitRound.ts';
import type { Notice, Ports, Store } from '../../shared/ports.ts';
import { parseSettings, type Settings } from '../../shared/settings.ts';
import { type DayClock, dayClock } from './dayClock.ts';
import { recordingLog } from './recordingLog.ts';

const DEMO_MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');

export interface Day {
  readonly numerai: LocalNumerai;
  readonly clock: DayClock;
  readonly store: Store;
  readonly ports: Ports;
  /** Subjects of what a person was told, in order. */
  readonly notices: readonly string[];
  /** The same, whole. */
  readonly told: readonly Notice[];
  readonly settings: Settings;
  readonly log: ReturnType<typeof recordingLog>;
  /** One run of the pipeline. */
  tick(options?: Partial<RunOptions> & { ports?: Partial<Ports> }): Promise<RunDocument>;
  /** Forgets everything but the models, as a lost bucket would. */
  emptyStore(): Promise<void>;
  /** Names of what was really submitted, oldest first. */
  created(): string[];
  record(slot?: string): Promise<{ attempts: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

/** Options of an ordinary day, each test changing only what it is about. */
export interface DayOptions {
  readonly settings?: Record<string, unknown>;
  readonly numerai?: Partial<NumeraiOptions>;
  /** Names the demo model is pushed under; default `base`. */
  readonly models?: readonly string[];
}

/** Round 1325 opens at 12:00 UTC on Tuesday, 24 November 2026, until 13:00; the clock says 12:05. */
async function ordinaryDay({
  settings = {},
  numerai: options = {},
  models = ['base'],
}: DayOptions = {}): Promise<Day> {
  const folder = await mkdtemp(join(tmpdir(), 'autopilot-day-'));
  const clock = dayClock(new Date('2026-11-24T12:00:00Z'));
  const numerai = await startNumerai({ clock: clock.now, ...options });
  const store = directoryStore(folder);
  const log = recordingLog();
  const parsed = parseSettings({ slots: [{ name: 'example_model', candidates: ['base'] }], ...settings });
  const { publicId, secretKey } = numerai.token;
  const client = numeraiClient({
    url: numerai.url,
    credentials: { publicId, secretKey },
    dataset: parsed.dataset,
    files: tableFiles,
    clock,
    log,
    delaysMs: PATIENCE_MS,
    timeoutMs: 2000,
  });
  const told: Notice[] = [];
  const notices: string[] = [];
  const notifier = {
    notify: async (notice: Notice) => {
      told.push(notice);
      notices.push(notice.subject);
    },
  };
  const ports: Ports = { clock, numerai: client, store, files: tableFiles, log, notifier };
  const bytes = await readFile(DEMO_MODEL);
  for (const name of models)
    await pushModel(store, { name, file: 'model.txt', bytes, createdAt: clock.now() });
  clock.set(new Date('2026-11-24T12:05:00Z'));
  let runs = 0;
  return {
    notices,
    told,
    settings: parsed,
    numerai,
    clock,
    store,
    ports,
    log,
    tick: ({ ports: other, ...more } = {}) =>
      submitRound({ ...ports, ...other }, { settings: parsed, runId: `run-${++runs}`, ...more }),
    emptyStore: async () => {
      const keys = await store.list('rounds/');
      for (const key of keys) await store.remove(key);
    },
    created: () =>
      numerai
        .submissions()
        .map((one) => one.filename)
        .reverse(),
    record: async (slot = 'example_model') => {
      const stored = await store.get(`rounds/${numerai.round.number}/${slot}/record.json`);
      return JSON.parse(new TextDecoder().decode(stored!.bytes));
    },
    close: async () => {
      await numerai.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Registers the clean-up; call the result in each test, at most once. */
export function useDay(): (options?: DayOptions) => Promise<Day> {
  let day: Day | undefined;
  afterEach(async () => {
    await day?.close();
    day = undefined;
  });
  return async (options) => {
    day = await ordinaryDay(options);
    return day;
  };
}

export const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);
