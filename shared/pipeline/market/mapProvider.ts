import { daysBetween, type UtcDay } from '../../domain/utcDay.ts';
import { type AppError, DeadlineError, TransientError } from '../../errors.ts';
import type { Bar } from '../../market/bar.ts';
import { candidateFinder, isSameToken } from '../../market/candidates.ts';
import { type MappedToken, mappingOf } from '../../market/mapping.ts';
import { withMatches } from '../../market/updateMapping.ts';
import type { Limit, ListedToken, MarketData } from '../../ports.ts';
import { type Collecting, namesByUcid } from './collecting.ts';
import { fetchHistory } from './fetchHistory.ts';

/** A token found nowhere is looked for again after so long. */
const AGAIN_AFTER_DAYS = 7;
/** So many strangers and no acquaintance: not the tokens are mistaken, but the numbers. */
const ENOUGH = 10;
const LOOKED_FOR_AGAIN = `Nothing of it is used; its tokens are looked for again after ${AGAIN_AFTER_DAYS} days.`;

type Match = Pick<MappedToken, 'ucid' | 'id' | 'symbol' | 'by'>;

interface Open {
  readonly bar: Bar;
  readonly possible: readonly ListedToken[];
}

/**
 * Finds the tokens of a day at another provider: by contract, else by the price and market cap of that day, never by
 * ticker alone. What it finds goes into the run's mapping; what there was no time for waits for the next run.
 *
 * @param bars of the provider whose ids are ucids
 * @returns why it could not look for all of them
 */
export async function mapProvider(
  run: Collecting,
  { provider, day, bars }: { provider: MarketData; day: UtcDay; bars: readonly Bar[] },
  limit: Limit,
): Promise<AppError | undefined> {
  const { source } = provider;
  const wanted = tokensToMap(run, source, { day, bars });
  if (wanted.length === 0) return undefined;
  const listed = await run.listOf(provider, limit);
  if (listed.length === 0) return run.reports.errorOf(source);
  const { mapped, open, unmapped } = await byContract(run, wanted, { source, listed }, limit);
  const tried = await byPrice(run, { provider, day, open, taken: takenIds(run, source, mapped) }, limit);
  const found = [...mapped, ...tried.mapped];
  run.identity.change((mapping) =>
    withMatches(mapping, { day, source, mapped: found, unmapped: [...unmapped, ...tried.unmapped] }),
  );
  const strangers = tried.unmapped.length;
  if (strangers >= ENOUGH && mappingOf(run.identity.mapping(), source).tokens.length === 0) {
    const message = `${source} on ${day}: of ${strangers} tokens of a ticker it has, no price agrees`;
    run.reports.failed(source, new TransientError('malformed_answer', message, { hint: LOOKED_FOR_AGAIN }));
  }
  if (found.length > 0) run.ports.log.info(`${source}: ${found.length} more tokens identified`);
  return tried.error;
}

/** Those of the live universe first, then by market cap. */
function tokensToMap(
  run: Collecting,
  source: string,
  { day, bars }: { day: UtcDay; bars: readonly Bar[] },
): Bar[] {
  const { tokens, unmapped } = mappingOf(run.identity.mapping(), source);
  const settled = new Set([
    ...tokens.map(({ ucid }) => ucid),
    ...unmapped.filter(({ on }) => Math.abs(daysBetween(on, day)) < AGAIN_AFTER_DAYS).map(({ ucid }) => ucid),
  ]);
  const universe = new Set(run.universe);
  const weight = ({ ucid, marketCapUsd }: Bar) => (universe.has(ucid) ? 1e18 : 0) + (marketCapUsd || 0);
  return bars
    .filter(({ ucid, close }) => !settled.has(ucid) && !Number.isNaN(close))
    .sort((a, b) => weight(b) - weight(a));
}

async function byContract(
  run: Collecting,
  wanted: readonly Bar[],
  { source, listed }: { source: string; listed: readonly ListedToken[] },
  limit: Limit,
) {
  const reference = run.ports.providers.find(namesByUcid);
  const own = reference ? await run.listOf(reference, limit) : [];
  const contractsOf = new Map(own.map(({ id, contracts }) => [id, contracts]));
  const find = candidateFinder(listed);
  const [mapped, open, unmapped]: [Match[], Open[], { ucid: string; reason: string }[]] = [[], [], []];
  const taken = takenIds(run, source, []);
  for (const bar of wanted) {
    const { ucid, symbol } = bar;
    const { same, possible } = find({ symbol, contracts: contractsOf.get(ucid) ?? [] });
    if (same && !taken.has(same.id)) {
      mapped.push({ ucid, id: same.id, symbol: same.symbol, by: 'contract' });
      taken.add(same.id);
    } else if (possible.length > 0) open.push({ bar, possible });
    else
      unmapped.push({
        ucid,
        reason: same ? `${same.id} is another token already` : 'no token of that ticker',
      });
  }
  return { mapped, open, unmapped };
}

/** Ids that stand for a token: none may stand for two. */
function takenIds(run: Collecting, source: string, mapped: readonly Match[]): Set<string> {
  return new Set([...mappingOf(run.identity.mapping(), source).tokens, ...mapped].map(({ id }) => id));
}

interface PriceSearch {
  readonly provider: MarketData;
  readonly day: UtcDay;
  readonly open: readonly Open[];
  readonly taken: Set<string>;
}

/** One candidate of every open token at a time, because an answer is told apart by its ucid. */
async function byPrice(run: Collecting, search: PriceSearch, limit: Limit) {
  const { provider, day, taken } = search;
  const [mapped, unmapped]: [Match[], { ucid: string; reason: string }[]] = [[], []];
  let open = [...search.open];
  let failure: AppError | undefined;
  for (let turn = 0; open.length > 0 && !(failure instanceof DeadlineError); turn++) {
    const out = open.filter(({ possible }) => possible[turn] === undefined);
    unmapped.push(...out.map(({ bar }) => ({ ucid: bar.ucid, reason: 'no price agrees' })));
    const asked = open.filter(({ possible }) => possible[turn] !== undefined);
    const tokens = asked.map(({ bar, possible }) => ({ ucid: bar.ucid, id: possible[turn]!.id }));
    const { bars, answered, error } = await fetchHistory(
      run,
      { provider, tokens, from: day, to: day },
      limit,
    );
    failure ??= error;
    const quotes = new Map(bars.map((bar) => [bar.ucid, bar]));
    open = asked.filter(({ bar, possible }) => {
      const [quote, candidate] = [quotes.get(bar.ucid), possible[turn]!];
      if (!quote || taken.has(candidate.id) || !isSameToken(quote, bar)) return answered.has(bar.ucid);
      taken.add(candidate.id);
      mapped.push({ ucid: bar.ucid, id: candidate.id, symbol: candidate.symbol, by: 'price' });
      return false;
    });
  }
  return { mapped, unmapped, error: failure };
}
