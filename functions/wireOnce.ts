import type { Log } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { readSettingsFile } from './settingsFile.ts';

/** What one invocation works with. */
export interface Wired<Ports> {
  readonly ports: Ports;
  readonly settings: Settings;
}

/**
 * The wiring of a Lambda: the first invocation reads environment and settings, a warm one finds all in place. A
 * failure is not kept.
 */
export function wireOnce<Ports>(
  wire: (environment: Environment, log: Log) => (settings: Settings) => Promise<Ports>,
): (log: Log) => Promise<Wired<Ports>> {
  let ofThisProcess: { settings: Settings; portsFor: (settings: Settings) => Promise<Ports> } | undefined;
  return async (log) => {
    ofThisProcess ??= { settings: readSettingsFile(), portsFor: wire(readEnvironment(), log) };
    const { settings, portsFor } = ofThisProcess;
    return { settings, ports: await portsFor(settings) };
  };
}
