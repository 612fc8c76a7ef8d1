import type { NoticeEvent } from './domain/news.ts';
import type { Round } from './domain/round.ts';
import type { Submission, SubmissionFormat } from './domain/submission.ts';
import type { Table } from './domain/table.ts';
import type { UtcDay } from './domain/utcDay.ts';
import type { Bar, DatedBar, Field } from './market/bar.ts';

/** The only source of time. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or at once with a rejection when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that is aborted after `ms`; `cancel` stops the clock behind it. */
  abortAfter(ms: number): { readonly signal: AbortSignal; cancel(): void };
}

/** How long a call may go on: no retry starts after `retryUntil`, everything stops on `signal`. */
export interface Limit {
  readonly retryUntil: Date;
  readonly signal: AbortSignal;
}

/** A Crypto model slot of the account. */
export interface NumeraiModel {
  readonly id: string;
  readonly name: string;
}

/** One entry of a model's submission history, one per round (and one more for a queued upload). */
export interface RoundSubmission {
  readonly roundNumber: number;
  /** Numerai's word: `none`, `on-time`, `late`, `queued`, or something newer. */
  readonly status: string;
  readonly filename: string | undefined;
  readonly submissionId: string | undefined;
}

/** What Numerai knows of one uploaded file. */
export interface UploadedSubmission {
  readonly id: string;
  readonly filename: string;
  readonly insertedAt: Date | undefined;
  readonly selected: boolean;
  readonly roundNumber: number | undefined;
  readonly submittedCount: number | undefined;
  readonly acceptedCount: number | undefined;
  readonly notes: string | undefined;
}

export interface LiveFile {
  /** Name among the datasets, e.g. `crypto/v2.0/live.parquet`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly table: Table;
}

export interface UploadRequest {
  readonly modelId: string;
  /** Base name and extension, e.g. `r812-mymodel-base-1a2b3c4d.parquet`. */
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/**
 * Numerai's tournament API for Crypto, one method an operation. Each retries what may heal within the limit
 * and throws an `AppError` otherwise.
 */
export interface Numerai {
  /** The current round, open or not; undefined when Numerai says that none is open. */
  currentRound(limit: Limit): Promise<Round | undefined>;
  /** The newest rounds, open or not, also those that are only announced. */
  recentRounds(limit: Limit): Promise<Round[]>;
  /** The account's Crypto models. */
  models(limit: Limit): Promise<NumeraiModel[]>;
  /** The live universe, downloaded and decoded; a damaged download is fetched again from a fresh URL. */
  liveFile(limit: Limit): Promise<LiveFile>;
  /** The newest rounds of a model, newest first. */
  roundSubmissions(modelId: string, limit: Limit): Promise<RoundSubmission[]>;
  /** A model's uploads, newest first as far as Numerai tells; only `id` when given. */
  submissions(modelId: string, id: string | undefined, limit: Limit): Promise<UploadedSubmission[]>;
  /** Stores a file for a submission and returns the name Numerai gave it. Nothing is submitted yet. */
  upload(request: UploadRequest, limit: Limit): Promise<string>;
  /** Submits a stored file and returns the submission's id. After an unclear answer the filename is looked up before a repeat. */
  createSubmission(modelId: string, filename: string, limit: Limit): Promise<string>;
}

/** The part of Numerai that only looks. */
export type NumeraiWatch = Pick<
  Numerai,
  'currentRound' | 'recentRounds' | 'models' | 'roundSubmissions' | 'submissions'
>;

export interface Stored {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

/** Write only when nothing is there, or only over the version that was read. */
export type PutCondition = { readonly ifAbsent: true } | { readonly ifMatch: string };

/** The bucket, or a directory with the same keys. */
export interface Store {
  get(key: string): Promise<Stored | undefined>;
  /** @returns the new etag, or undefined when the condition did not hold and nothing was written */
  put(key: string, bytes: Uint8Array, condition?: PutCondition): Promise<string | undefined>;
  /** Keys that begin with `prefix`, sorted. */
  list(prefix: string): Promise<string[]>;
  remove(key: string): Promise<void>;
  /** Where a person finds a key: a path or an `s3://` address. */
  locate(key: string): string;
}

/** Decodes and encodes files. */
export interface Files {
  /** Parquet or CSV bytes as a table. */
  readTable(bytes: Uint8Array): Promise<Table>;
  /** A table as Parquet, NaN as null; times become timestamps, or dates in the columns named. Equal tables make equal bytes. */
  writeTable(table: Table, dateColumns?: readonly string[]): Promise<Uint8Array>;
  /** Exactly two columns, `symbol` and `signal`. */
  submissionFile(submission: Submission, format: SubmissionFormat): Promise<Uint8Array>;
}

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
}

export interface Notice {
  readonly event: NoticeEvent;
  /** False for one that is to make no sound. */
  readonly loud: boolean;
  readonly subject: string;
  readonly text: string;
}

/** Tells a person. A failing notifier never fails the run. */
export interface Notifier {
  notify(notice: Notice): Promise<void>;
}

/** Tells a service outside that the watch is alive, so that it notices silence. A failing one never fails the run. */
export interface Heartbeat {
  /** @param pulse `well` is false when a slot is in danger; `reason` says why, in one sentence */
  beat(pulse: { readonly well: boolean; readonly reason: string }): Promise<void>;
}

/** Everything `submitRound` needs from the outside. */
export interface Ports {
  readonly clock: Clock;
  readonly numerai: Numerai;
  readonly store: Store;
  readonly files: Files;
  readonly log: Log;
  readonly notifier: Notifier;
}

/** A token under the id that a provider has for it. */
export interface ProviderToken {
  readonly ucid: string;
  readonly id: string;
}

/** What a provider's list says of a token; what it does not say is undefined. */
export interface ListedToken {
  /** The provider's own id. */
  readonly id: string;
  readonly symbol: string;
  readonly name: string | undefined;
  /** 1 for the largest market cap. */
  readonly rank: number | undefined;
  /** Addresses of the token's contracts, as written. */
  readonly contracts: readonly string[];
}

export interface HistoryRequest {
  readonly tokens: readonly ProviderToken[];
  readonly from: UtcDay;
  /** Included. */
  readonly to: UtcDay;
}

/** What a request would take, before it is made. */
export interface Cost {
  readonly requests: number;
  /** 0 where the provider does not count credits. */
  readonly credits: number;
}

/** What is left of a plan; what the provider does not tell is undefined. */
export interface Allowance {
  readonly plan: string | undefined;
  readonly creditsLeft: number | undefined;
  readonly resetsAt: Date | undefined;
}

/**
 * A provider of daily bars. Each call retries what may heal within the limit and throws an `AppError` otherwise.
 * Only finished days are given; days are UTC, and a bar is dated by the day it covers.
 */
export interface MarketData {
  /** The provider's name, as it stands in the column `source`. */
  readonly source: string;
  /** What its bars hold; everything else in them is NaN. Read it after a call: a dearer plan may turn out to have more. */
  readonly fields: readonly Field[];
  /** The largest tokens by market cap at the end of a past day; missing where the provider has no such view. */
  crossSection?(
    request: { readonly day: UtcDay; readonly top: number },
    limit: Limit,
  ): Promise<readonly Bar[]>;
  /**
   * The first of some days, newest first and without a gap, and as many of the next as `maxCredits` is enough for: what
   * `crossSection` would give. There only while that takes fewer requests than one after the other.
   *
   * @throws AppError when the first day cannot be had; what is wrong with a later one is told when it comes first
   */
  crossSections?(
    request: { readonly days: readonly UtcDay[]; readonly top: number; readonly maxCredits: number },
    limit: Limit,
  ): Promise<ReadonlyMap<UtcDay, readonly Bar[]>>;
  /** What such views of so many tokens take; missing where each takes one request and no credit. */
  crossSectionCost?(request: { readonly days: readonly UtcDay[]; readonly top: number }): Cost;
  /** Bars oldest first per token; unknown tokens and days without a quote are absent. */
  history(request: HistoryRequest, limit: Limit): Promise<readonly DatedBar[]>;
  costOf(request: HistoryRequest): Cost;
  /** The oldest day, none before `from`, that the plan reaches; missing where all plans reach as far. */
  reach?(from: UtcDay, limit: Limit): Promise<UtcDay>;
  /** Requests a minute that it lets go; missing or infinite where nothing limits them. */
  readonly perMinute?: number;
  /** What it was really asked and charged since it was opened; missing where nobody counts. */
  readonly spent?: Cost;
  /** Every token the provider knows. */
  tokens(limit: Limit): Promise<readonly ListedToken[]>;
  /** What is left of the plan; undefined where nothing is counted. Fails where the plan has no history at all. */
  allowance(limit: Limit): Promise<Allowance | undefined>;
}

/** A provider of one number a day for the whole market, such as Fear & Greed. */
export interface MarketIndex {
  /** Its name in the panel, e.g. `fear_greed`. */
  readonly name: string;
  readonly source: string;
  /** Oldest first; missing days are absent. */
  history(
    range: { readonly from: UtcDay; readonly to: UtcDay },
    limit: Limit,
  ): Promise<readonly { readonly day: UtcDay; readonly value: number }[]>;
}
