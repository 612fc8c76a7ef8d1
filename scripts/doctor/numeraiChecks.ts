import { exchange } from '../../shared/adapters/http.ts';
import type { NumeraiClient } from '../../shared/adapters/numerai/numeraiClient.ts';
import type { Clock, Limit } from '../../shared/ports.ts';
import { type Check, fail, ok, warn } from './check.ts';

const LIVE_NAMES = ['live.parquet', 'live_universe.parquet'];
/** A clock that is off by this much is odd; by the other, a round may be missed. */
const ODD_SECONDS = 30;
const HARMFUL_SECONDS = 300;

/** Whether Numerai answers at all, and what it says of the round. */
export async function reachCheck(numerai: NumeraiClient, limit: Limit): Promise<Check> {
  const round = await numerai.currentRound(limit);
  if (!round) return ok('numerai', 'Numerai answers; no round is open');
  const until = round.closeStakingTime.toISOString().replace(/\.\d+/, '');
  return ok('numerai', `Numerai answers; round ${round.number}, on-time until ${until}`);
}

/** Whether the live file is where the settings look for it. */
export async function datasetCheck(numerai: NumeraiClient, dataset: string, limit: Limit): Promise<Check> {
  const names = await numerai.listDatasets(limit);
  const live = LIVE_NAMES.map((name) => `${dataset}/${name}`).find((name) => names.includes(name));
  if (live) return ok('dataset', `live data: ${live}`);
  const hint = `Correct "dataset" in the settings; Numerai has: ${names.join(', ') || 'nothing'}.`;
  return fail('dataset', `no ${LIVE_NAMES.join(' or ')} under ${dataset}`, hint);
}

/** How far this machine's clock is from the server's `Date`, which has whole seconds. */
export async function clockCheck(url: URL, clock: Pick<Clock, 'now'>, limit: Limit): Promise<Check> {
  const { headers } = await exchange({ method: 'GET', url }, limit);
  const served = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(served))
    return ok('clock', 'the server does not tell the time; the clock was not compared');
  return clockVerdict(Math.round((clock.now().getTime() - served) / 1000));
}

/** @param seconds how far this machine's clock is ahead */
export function clockVerdict(seconds: number): Check {
  const off = Math.abs(seconds);
  const message = `the clock is ${off} s ${seconds < 0 ? 'behind' : 'ahead of'} the server's`;
  const hint = 'Let the system set the clock by NTP; rounds are opened and closed by it.';
  if (off > HARMFUL_SECONDS) return fail('clock', message, hint);
  return off > ODD_SECONDS ? warn('clock', message, hint) : ok('clock', message);
}
