import type { RunOutcome } from '../../shared/domain/runDocument.ts';
import { parseSettings, type Settings } from '../../shared/settings.ts';
import type { ScenarioName } from './scenarioNames.ts';

export interface Scenario {
  readonly settings: Settings;
  /** How it ends when all is well. */
  readonly outcome: RunOutcome;
  /** Whether market data are collected first, and whether the providers answer on the day itself. */
  readonly market: 'none' | 'collected' | 'outage';
}

const SLOT = 'example_model';
/** Names of the two models as candidates. */
export const NUMERAI_MODEL = 'demo';
export const MARKET_MODEL = 'market';

export function scenarioOf(name: ScenarioName): Scenario {
  if (name === 'numerai') {
    const settings = parseSettings({ slots: [{ name: SLOT, candidates: [NUMERAI_MODEL] }] });
    return { settings, outcome: 'submitted', market: 'none' };
  }
  const settings = parseSettings({
    slots: [{ name: SLOT, candidates: [MARKET_MODEL, NUMERAI_MODEL] }],
    market: { providers: ['coinmarketcap'], indexes: [], top: 320, historyDays: 60 },
  });
  return name === 'market'
    ? { settings, outcome: 'submitted', market: 'collected' }
    : { settings, outcome: 'degraded', market: 'outage' };
}
