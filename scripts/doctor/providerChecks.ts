import type { Allowance, Limit, MarketData, MarketIndex } from '../../shared/ports.ts';
import { type Check, checked, ok, warn } from './check.ts';

/** About what two runs of collect take, each with a retry. */
const FEW_CREDITS = 100;
const DAY_MS = 86_400_000;

interface Sources {
  readonly providers: readonly MarketData[];
  readonly indexes: readonly MarketIndex[];
}

/** Whether every provider of market data answers, accepts its key, and has credits left. */
export async function providerChecks(
  { providers, indexes }: Sources,
  now: Date,
  limit: Limit,
): Promise<Check[]> {
  const checks = await Promise.all([
    ...providers.map((one) => checked('provider', () => providerCheck(one, limit))),
    ...indexes.map((one) => checked('provider', () => indexCheck(one, now, limit))),
  ]);
  const sources = [...providers, ...indexes].map(({ source }) => source);
  return checks.flatMap((found, at) => found.map((check) => named(sources[at] ?? '', check)));
}

async function providerCheck(provider: MarketData, limit: Limit): Promise<Check> {
  const allowance = await provider.allowance(limit);
  // A provider that counts nothing has no cheaper question than its list.
  if (!allowance) return ok('provider', `answers, knows ${(await provider.tokens(limit)).length} tokens`);
  return allowanceVerdict(allowance);
}

export function allowanceVerdict({ plan, creditsLeft, resetsAt }: Allowance): Check {
  const reset = resetsAt ? `, new ones ${resetsAt.toISOString().slice(0, 10)}` : '';
  const left = creditsLeft === undefined ? 'the credits left are not told' : `${creditsLeft} credits left`;
  const message = [`answers${plan ? ` (${plan})` : ''}`, `${left}${reset}`].join(', ');
  if (creditsLeft === undefined || creditsLeft >= FEW_CREDITS) return ok('provider', message);
  const hint = 'Wait for the new credits, or take a larger plan; until then the next provider stands in.';
  return warn('provider', message, hint);
}

async function indexCheck(index: MarketIndex, now: Date, limit: Limit): Promise<Check> {
  const day = (ago: number) => new Date(now.getTime() - ago * DAY_MS).toISOString().slice(0, 10);
  const values = await index.history({ from: day(7), to: day(1) }, limit);
  if (values.length > 0) return ok('provider', `answers, ${values.length} of the last 7 days`);
  const hint = 'Usually an outage; its features are missing meanwhile.';
  return warn('provider', 'answers without a value for the last 7 days', hint);
}

function named(source: string, check: Check): Check {
  return { ...check, message: `${source}: ${check.message}` };
}
