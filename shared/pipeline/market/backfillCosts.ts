import type { UtcDay } from '../../domain/utcDay.ts';
import { mappingOf } from '../../market/mapping.ts';
import type { Allowance, Cost, MarketData, ProviderToken } from '../../ports.ts';
import type { BackfillPlan, ProviderCost } from './backfillPlan.ts';
import { namesByUcid } from './collecting.ts';
import { readMapping } from './mappingStore.ts';
import type { MarketPorts } from './marketPorts.ts';
import { sectionBlocks } from './sectionBlocks.ts';

/** Share of the tokens that a second provider is taken to know as long as nobody has looked. */
const USUALLY_KNOWN = 0.35;

interface Work extends Pick<BackfillPlan, 'days' | 'sections'> {
  readonly top: number;
  /** Of those that are asked. */
  readonly allowances: ReadonlyMap<string, Allowance | undefined>;
}

/** What fetching these days takes of each provider, and how long. */
export async function backfillCosts(
  ports: MarketPorts,
  { days, sections, top, allowances }: Work,
): Promise<Pick<BackfillPlan, 'costs' | 'minutes'>> {
  if (days.length === 0) return { costs: [], minutes: 0 };
  const mapping = await readMapping({ store: ports.store, onDamage: () => undefined });
  const range = { from: days.at(-1)!, to: days[0]! };
  const asked = ports.providers.filter(({ source }) => allowances.has(source));
  const costs = asked.map((provider): ProviderCost => {
    const { source, perMinute = Number.POSITIVE_INFINITY } = provider;
    const known = mappingOf(mapping, source).tokens;
    const tokens = known.length > 0 ? known : guessed(top);
    const cost = namesByUcid(provider)
      ? sectionsCost(provider, sections, top)
      : provider.costOf({ tokens, ...range });
    const limited = Number.isFinite(perMinute) ? perMinute : null;
    return { source, ...cost, perMinute: limited, allowance: allowances.get(source) };
  });
  return { costs, minutes: costs.reduce((sum, cost) => sum + minutesOf(cost), 0) };
}

function sectionsCost(provider: MarketData, days: readonly UtcDay[], top: number): Cost {
  const parts = sectionBlocks(days).map(
    (block) => provider.crossSectionCost?.({ days: block, top }) ?? { requests: block.length, credits: 0 },
  );
  return {
    requests: parts.reduce((sum, { requests }) => sum + requests, 0),
    credits: parts.reduce((sum, { credits }) => sum + credits, 0),
  };
}

function guessed(top: number): ProviderToken[] {
  return Array.from({ length: Math.round(top * USUALLY_KNOWN) }, (_, i) => ({ ucid: `${i}`, id: `${i}` }));
}

function minutesOf({ requests, perMinute }: ProviderCost): number {
  return perMinute === null ? 0 : requests / perMinute;
}
