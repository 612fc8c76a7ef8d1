import { type FaultCatalogue, Faults } from '../faults.ts';

/** Every way in which the local market data providers can misbehave, and what one sees of it. */
export const MARKET_FAULTS = {
  unreachable: 'the connection is reset before an answer',
  'reset-mid-body': 'the connection is reset in the middle of an answer',
  'half-body': 'the answer ends in its middle, as if that were all',
  timeout: 'the request hangs without an answer',
  'slow-body': 'the answer begins and then hangs',
  'error-500': 'answers 500 in the words of the provider',
  'error-504-html': 'answers 504 with a page of HTML',
  'html-200': 'answers 200 with a page of HTML',
  'rate-limited': 'answers 429 with Retry-After',
  'quota-spent': 'says that the allowance of the plan is used up',
  'plan-lacks': 'says that the plan does not have this',
  'wrong-key': 'does not know the key',
  'geo-blocked': 'answers 451, a restricted location',
  forbidden: 'answers 403 with the page of a firewall',
  banned: 'answers 418 with Retry-After',
  'error-in-200': 'answers 200 with an error inside',
  'renamed-field': 'a field of the numbers has another name',
  'partial-page': 'gives the first half of a list as if it were all',
  'missing-days': 'leaves out every third day',
  'duplicated-days': 'gives every day twice, first with another number',
  'shuffled-days': 'gives the days in no order',
  'bad-numbers': 'every other number is null, 0, negative or text',
  'bare-nan': 'writes unknown numbers as NaN, which is no JSON',
  'clock-ahead': 'takes today for over, and tells of it',
  'clock-behind': 'its clock is twelve hours slow, and its newest day is not over yet',
  'day-late': 'tells of the day before under the name of the day',
  'other-shape': 'answers in the other shape its documentation has',
} as const;

export type MarketFaultName = keyof typeof MARKET_FAULTS;

const CATALOGUE: FaultCatalogue<MarketFaultName> = {
  faults: MARKET_FAULTS,
  usualTarget: {},
  strikesUntargeted: () => true,
};

/** The faults of the local providers that are switched on; a target is a provider, or an endpoint's name. */
export class MarketFaults extends Faults<MarketFaultName> {
  constructor(specs: readonly string[] = []) {
    super(CATALOGUE, specs);
  }

  /** Every fault that strikes this request; each uses up one of its strikes. */
  striking(targets: readonly string[]): ReadonlySet<MarketFaultName> {
    const names = new Set(this.names());
    return new Set([...names].filter((name) => this.take([name], targets) !== undefined));
  }
}
