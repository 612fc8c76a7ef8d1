import { expect } from '@jest/globals';
import type { MarketToken } from '../../../scripts/standins/market/marketSource.ts';
import type { MarketFaultName } from '../../../scripts/standins/providers/marketFaults.ts';
import type { ProviderName } from '../../../scripts/standins/providers/marketOptions.ts';
import { addDays, type UtcDay } from '../../../shared/domain/utcDay.ts';
import { AppError } from '../../../shared/errors.ts';
import { type DatedBar, FIELDS, type Field } from '../../../shared/market/bar.ts';
import type { HistoryRequest, MarketData } from '../../../shared/ports.ts';
import { rejectionOf } from '../../support/limits.ts';
import { daysFrom, type StandinUnderTest, YESTERDAY } from './providerUnderTest.ts';

export interface ContractSubject {
  /** Its name among the stand-ins. */
  readonly provider: ProviderName;
  readonly open: () => MarketData;
  /** Whose list of tokens it takes; default its own. */
  readonly listedBy?: ProviderName;
  readonly idOf: (token: MarketToken) => string;
  /** What it tells of a token's true volume. */
  readonly volumeShare?: number;
  /** True when it sends a key. */
  readonly hasKey: boolean;
  /** What stands in its place: an error code for an answer that its words make more precise. */
  readonly codes?: Partial<Record<MarketFaultName, string>>;
}

export const FROM: UtcDay = '2026-11-10';
export const DAYS = daysFrom(FROM, YESTERDAY);
export const TODAY = addDays(YESTERDAY, 1);

/** What the contract's tests have in common. */
export function contractTools(under: StandinUnderTest, subject: ContractSubject) {
  /** Listed everywhere, alive since the beginning; one of them in lots where there are lots. */
  const tokens = (): MarketToken[] => {
    const old = under.standin.market.tokens.filter(
      ({ lot, firstDay, lastDay }) => lot !== undefined && !lastDay && firstDay < '2020-01-01',
    );
    const inLots = old.find(({ lot }) => lot !== 1);
    return [old[0]!, old[1]!, inLots ?? old[2]!];
  };
  const asProviderToken = (token: MarketToken) => ({ ucid: token.ucid, id: subject.idOf(token) });
  const requestFor = (some: readonly MarketToken[], from = FROM, to = YESTERDAY): HistoryRequest => ({
    tokens: some.map(asProviderToken),
    from,
    to,
  });
  const one = () => requestFor(tokens().slice(0, 1));
  /** Switches faults on, at this provider; given as `NAME:COUNT`. */
  const switchOn = (...specs: string[]) => switchOnAt(subject.provider, ...specs);
  const switchOnAt = (provider: ProviderName, ...specs: string[]) =>
    under.standin.faults.push(...specs.map((spec) => spec.replace(':', `@${provider}:`)));
  /** Requests since the last time. */
  let seen = 0;
  const newRequests = () => {
    const fresh = under.standin.requests.slice(seen);
    seen = under.standin.requests.length;
    return fresh;
  };
  const expectTruth = (bars: readonly DatedBar[], fields: readonly Field[]) => {
    for (const bar of bars) {
      const truth = under.truth(bar.ucid, bar.day)!;
      for (const field of FIELDS) {
        const factor = field === 'volumeUsd' ? (subject.volumeShare ?? 1) : 1;
        const expected = fields.includes(field) ? truth[field] * factor : Number.NaN;
        expect([bar.ucid, bar.day, field, bar[field]]).toEqual([
          bar.ucid,
          bar.day,
          field,
          Number.isNaN(expected)
            ? Number.NaN
            : expect.closeTo(expected, 12 - Math.floor(Math.log10(expected))),
        ]);
      }
    }
  };
  const failureOf = async (work: Promise<unknown>): Promise<AppError> => {
    const error = await rejectionOf(work);
    expect(error).toBeInstanceOf(AppError);
    return error as AppError;
  };
  return { tokens, one, requestFor, switchOn, switchOnAt, newRequests, expectTruth, failureOf };
}
