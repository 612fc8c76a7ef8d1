import { addDays, type UtcDay, utcDay } from '../../domain/utcDay.ts';
import { withinTime } from '../withinTime.ts';
import { readBars } from './barStore.ts';
import { type Collecting, namesByUcid, offersMore } from './collecting.ts';
import { mapProvider } from './mapProvider.ts';

/** For each of them as long as fetching has taken, within these; the rest is looked for by `collect`, a few a day. */
const [LEAST_MS, MOST_MS] = [20_000, 120_000];
/** Of an older day not every provider can tell a price. */
const RECENT_DAYS = 7;

/**
 * Who is who at the providers that only stand in, found before they are needed: the tokens with a contract at once, the
 * others by their price on a day, those of the live universe and the largest first.
 */
export async function mapStandIns(
  run: Collecting,
  { day, tookMs, onStep }: { day: UtcDay; tookMs: number; onStep?: ((step: string) => void) | undefined },
): Promise<void> {
  const { ports } = run;
  const first = ports.providers.find(namesByUcid);
  const today = utcDay(ports.clock.now().getTime())!;
  if (!first || day < addDays(today, -RECENT_DAYS)) return;
  const bars = ((await readBars(ports, day)) ?? []).filter(({ source }) => source === first.source);
  for (const provider of ports.providers.filter((one) => !namesByUcid(one) && !offersMore(one, first))) {
    onStep?.(`finding the tokens at ${provider.source}, for the days it has to stand in`);
    const ms = Math.min(MOST_MS, Math.max(LEAST_MS, tookMs));
    const time = { clock: ports.clock, ms, signal: run.limit.signal };
    await withinTime(time, (limit) => mapProvider({ ...run, limit }, { provider, day, bars }, limit));
  }
}
