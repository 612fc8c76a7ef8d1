import type { UtcDay } from '../../../shared/domain/utcDay.ts';
import type { MarketSource, MarketToken, Quote } from '../market/marketSource.ts';
import type { StandinClock } from '../numerai/standinClock.ts';
import type { MarketFaultName, MarketFaults } from './marketFaults.ts';
import type { MarketOptions, ProviderName } from './marketOptions.ts';
import type { Usage } from './usage.ts';

/** One request as it came in, without keys. */
export interface MarketRequest {
  readonly at: Date;
  readonly provider: ProviderName;
  /** The endpoint's name, as faults know it; undefined where there is none. */
  readonly endpoint: string | undefined;
  /** Without the provider's own prefix. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** What it was answered, 0 for no answer; what it was charged. */
  readonly status: number;
  readonly credits: number;
}

/** Everything the local providers know. */
export interface MarketWorld {
  readonly options: MarketOptions;
  readonly clock: StandinClock;
  readonly market: MarketSource;
  readonly faults: MarketFaults;
  readonly usage: Usage;
  readonly requests: MarketRequest[];
}

/** A request on its way through a provider. */
export interface Call {
  readonly world: MarketWorld;
  readonly now: Date;
  /** Without the provider's own prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** Faults that strike this call. */
  readonly faults: ReadonlySet<MarketFaultName>;
}

/** A JSON answer; `credits` is what is charged for it. */
export interface Document {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credits?: number;
}

/** What an endpoint answers. */
export type Endpoint = (call: Call) => Document;

/** An endpoint under the name that faults know it by. */
export interface Route {
  readonly name: string;
  readonly endpoint: Endpoint;
}

/** A provider among the stand-ins. */
export interface Provider {
  /** What follows the server's own address in the provider's base URL. */
  readonly prefix: string;
  /** The endpoint of a path, by name. */
  route(path: string): Route | undefined;
  /** What a request weighs in the limit a minute. */
  weight(endpoint: string | undefined, query: URLSearchParams): number;
  /** Why a call is not answered: a wrong key, say. */
  refusal(call: Call): Document | undefined;
  /** Headers of every answer. */
  headers(world: MarketWorld, now: Date): Readonly<Record<string, string>>;
  /** A failure in the provider's own words. */
  failure(kind: FailureKind, call: Pick<Call, 'now' | 'world'>): Document;
}

export type FailureKind =
  | 'not-found'
  | 'server-error'
  | 'rate-limited'
  | 'quota-spent'
  | 'plan-lacks'
  | 'wrong-key'
  | 'in-200';

/** A token's quote on a day. */
export interface DatedQuote {
  readonly token: MarketToken;
  readonly day: UtcDay;
  readonly quote: Quote;
}
