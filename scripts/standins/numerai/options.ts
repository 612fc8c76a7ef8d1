import type { LiveSource } from './liveData.ts';
import type { StandinToken } from './tokens.ts';

/** Number of the Crypto tournament. */
export const CRYPTO = 12;

/** A model slot of the account. */
export interface StandinModel {
  readonly id: string;
  readonly name: string;
  /** 12 is Crypto, 8 Classic, 11 Signals. */
  readonly tournament: number;
  /** NMR at stake, for payouts. */
  readonly stake?: number;
}

export interface NumeraiOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly clock: () => Date;
  /** Seconds from the start until the round opens; negative when it has been open for a while. */
  readonly opensInSeconds: number;
  /** openTime → closeStakingTime. */
  readonly windowSeconds: number;
  /** closeStakingTime → closeTime. */
  readonly lateSeconds: number;
  readonly roundNumber: number;
  /** What `rounds(number: 0)` says between rounds. */
  readonly betweenRounds: 'error' | 'null' | 'empty';
  /** `numTickers` of every round; null is left unknown, undefined counts the universe. */
  readonly numTickers?: number | null | undefined;
  readonly models: readonly StandinModel[];
  readonly tokens: readonly StandinToken[];
  readonly live: LiveSource;
  /** Names that `listDatasets` gives for Crypto. */
  readonly datasets: readonly string[];
  /** How long a presigned URL is good for. */
  readonly urlSeconds: number;
  /** From createSubmission until the verdict can be seen. */
  readonly verdictSeconds: number;
  /** From the opening of a round until a queued upload becomes on-time. */
  readonly queueSeconds: number;
  /** How a broken file shows: as an error of createSubmission, in `notes` of a created one, or not at all. */
  readonly rejection: 'error' | 'notes' | 'silence';
  readonly retryAfterSeconds: number;
  /** Faults to begin with, each `NAME[@OPERATION][:COUNT]`. */
  readonly faults: readonly string[];
}

/** Two Crypto models, one of another tournament, and a token with the scopes that the autopilot asks for. */
export const DEFAULTS: NumeraiOptions = {
  port: 0,
  clock: () => new Date(),
  opensInSeconds: 0,
  windowSeconds: 3600,
  lateSeconds: 82_800,
  roundNumber: 1325,
  betweenRounds: 'error',
  models: [
    { id: '00000000-0000-4000-8000-00000000000a', name: 'example_model', tournament: 12, stake: 25 },
    { id: '00000000-0000-4000-8000-00000000000b', name: 'second_model', tournament: 12 },
    { id: '00000000-0000-4000-8000-00000000000c', name: 'classic_model', tournament: 8 },
  ],
  tokens: [
    {
      publicId: 'LOCALPUBLICIDLOCALPUBLICIDLOCALP',
      secretKey: 'LOCALSECRETKEYLOCALSECRETKEYLOCALSECRETKEYLOCALSECRETKEYLOCALSEC',
      scopes: ['upload_submission', 'read_submission_info', 'read_user_info'],
    },
  ],
  live: { tokens: 300, seed: 1 },
  datasets: [
    'crypto/v2.0/live.parquet',
    'crypto/v2.0/live_example_preds.csv',
    'crypto/v2.0/live_example_preds.parquet',
    'crypto/v2.0/meta_model.csv',
    'crypto/v2.0/train.parquet',
  ],
  urlSeconds: 300,
  verdictSeconds: 0,
  queueSeconds: 0,
  rejection: 'error',
  retryAfterSeconds: 1,
  faults: [],
};
