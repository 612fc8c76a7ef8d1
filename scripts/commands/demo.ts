import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { fileError } from '../../shared/adapters/local/fileError.ts';
import { logNotifier } from '../../shared/adapters/local/logNotifier.ts';
import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { numeraiClient } from '../../shared/adapters/numerai/numeraiClient.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import { submitRound } from '../../shared/pipeline/submitRound.ts';
import type { Log, Ports, Store } from '../../shared/ports.ts';
import { parseSettings } from '../../shared/settings.ts';
import { demoText } from '../demoText.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { lazyFiles } from '../lazyFiles.ts';
import type { LocalNumerai } from '../standins/numerai/localNumerai.ts';
import { startNumerai } from '../standins/numerai/server.ts';

const MODEL_FILE = join(import.meta.dirname, '../demo/demo-model.txt');
const SLOT = 'example_model';
const CANDIDATE = 'demo';
const settings = parseSettings({ slots: [{ name: SLOT, candidates: [CANDIDATE] }] });

/** A whole round on this machine: the pipeline, the HTTP client and the store are the real ones. */
export const demo: CommandFunction<unknown> = async (_, { log, paint, working }) => {
  const signal = interruption();
  const folder = await freshFolder();
  const store = directoryStore(folder);
  const numerai = await startNumerai();
  const playing = working('playing a round');
  try {
    log.info(`A local Numerai listens at ${numerai.url}, round ${numerai.round.number} is open`);
    await installModel(store, log);
    const run = { settings, runId: randomUUID(), signal };
    const document = await submitRound(portsFor(numerai, store, log), run);
    const universe = store.locate(`rounds/${document.round}/live.parquet`);
    const submission = document.submission === null ? null : await readTable(document.submission);
    const text = demoText(document, { paint, folder, submission });
    return { document: { ...document, universe }, text, exitCode: document.outcome === 'submitted' ? 0 : 1 };
  } finally {
    playing.stop();
    await numerai.close();
  }
};

/** Only the demo's own folder: what a user keeps beside it stays. */
async function freshFolder(): Promise<string> {
  const folder = resolve('.autopilot/demo');
  await rm(folder, { recursive: true, force: true }).catch((error) => {
    throw fileError(error, 'written', folder);
  });
  return folder;
}

async function installModel(store: Store, log: Log): Promise<void> {
  const bytes = await readFile(MODEL_FILE);
  const createdAt = systemClock.now();
  const { manifest } = await pushModel(store, { name: CANDIDATE, file: 'demo-model.txt', bytes, createdAt });
  const { kind, features, version } = manifest;
  log.info(`Model ${CANDIDATE} installed: ${kind}, ${features.length} features, version ${version}`);
}

function portsFor({ url, token }: LocalNumerai, store: Store, log: Log): Ports {
  const { dataset } = settings;
  const numerai = numeraiClient({
    url,
    credentials: token,
    dataset,
    clock: systemClock,
    log,
    files: lazyFiles,
  });
  return { clock: systemClock, numerai, store, files: lazyFiles, log, notifier: logNotifier(log) };
}

async function readTable(path: string) {
  return lazyFiles.readTable(await readFile(path));
}
