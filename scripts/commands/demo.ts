import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { fileError } from '../../shared/adapters/local/fileError.ts';
import { logNotifier } from '../../shared/adapters/local/logNotifier.ts';
import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { numeraiClient } from '../../shared/adapters/numerai/numeraiClient.ts';
import { submitRound } from '../../shared/pipeline/submitRound.ts';
import type { Clock, Log, Ports } from '../../shared/ports.ts';
import { installModels } from '../demo/installModels.ts';
import { middayClock } from '../demo/middayClock.ts';
import type { ScenarioName } from '../demo/scenarioNames.ts';
import { type Scenario, scenarioOf } from '../demo/scenarios.ts';
import { demoText } from '../demoText.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { lazyFiles } from '../lazyFiles.ts';
import type { LocalNumerai } from '../standins/numerai/localNumerai.ts';
import { startNumerai } from '../standins/numerai/server.ts';

interface DemoOptions {
  readonly scenario?: ScenarioName;
}

/** A whole round on this machine: the pipeline, the HTTP clients and the store are the real ones. */
export const demo: CommandFunction<DemoOptions> = async (options, { log, paint, working }) => {
  const scenario = scenarioOf(options.scenario ?? 'numerai');
  const signal = interruption();
  const folder = await freshFolder();
  const clock = scenario.market === 'none' ? systemClock : middayClock();
  const numerai = await startNumerai({ clock: clock.now });
  const playing = working('playing a round');
  try {
    log.info(`A local Numerai listens at ${numerai.url}, round ${numerai.round.number} is open`);
    const ports = portsFor(numerai, scenario, { clock, log, folder });
    await installModels(ports, { withMarket: scenario.market !== 'none' });
    const collect = await collected(ports, scenario, signal);
    const run = { settings: scenario.settings, runId: randomUUID(), signal };
    const document = await submitRound(ports, run);
    const universe = ports.store.locate(`rounds/${document.round}/live.parquet`);
    const submission = document.submission === null ? null : await readTable(document.submission);
    const text = demoText(document, { paint, folder, submission, collect });
    return {
      document: { ...document, universe, ...(collect && { collect }) },
      text,
      exitCode: document.outcome === scenario.outcome ? 0 : 1,
    };
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

/** The providers and all that speaks to them are loaded only where a scenario has them. */
async function collected(ports: Ports, scenario: Scenario, signal: AbortSignal) {
  if (scenario.market === 'none') return undefined;
  const { collectDemo } = await import('../demo/collectDemo.ts');
  return collectDemo(ports, scenario, signal);
}

function portsFor(
  { url, token }: LocalNumerai,
  { settings }: Scenario,
  { clock, log, folder }: { clock: Clock; log: Log; folder: string },
): Ports {
  const { dataset } = settings;
  const numerai = numeraiClient({ url, credentials: token, dataset, clock, log, files: lazyFiles });
  return { clock, numerai, store: directoryStore(folder), files: lazyFiles, log, notifier: logNotifier(log) };
}

async function readTable(path: string) {
  return lazyFiles.readTable(await readFile(path));
}
