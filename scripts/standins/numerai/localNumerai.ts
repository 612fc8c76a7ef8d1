import type { Server } from 'node:http';
import { SECOND } from './apiTime.ts';
import type { FaultSwitch } from './faultSwitch.ts';
import type { LiveData } from './liveData.ts';
import type { StandinModel } from './options.ts';
import type { RequestRecord } from './requestLog.ts';
import type { RoundLength, RoundTimes } from './roundCalendar.ts';
import type { StandinClock } from './standinClock.ts';
import type { Deposit } from './submissionsLedger.ts';
import type { StandinToken } from './tokens.ts';
import type { World } from './world.ts';

/** A submission that was there before anyone looked. */
export interface SeededSubmission {
  readonly modelId: string;
  readonly roundNumber: number;
  readonly filename: string;
  /** A late one is also queued for the next round, and turns on-time there. */
  readonly late?: boolean;
  /** By default right after the opening, or for a late one right after the deadline. */
  readonly insertedAt?: Date;
  /** Tokens submitted and accepted; by default all of the universe. */
  readonly tokens?: number;
}

/** A running local Numerai: where it is, and everything that can be done to it behind the API's back. */
export class LocalNumerai {
  /** Without a slash at the end. */
  readonly url: string;
  readonly clock: StandinClock;
  readonly faults: FaultSwitch;
  readonly live: LiveData;
  /** Every request so far, oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly #world: World;
  readonly #server: Server;

  constructor(world: World, server: Server) {
    this.#world = world;
    this.#server = server;
    this.url = world.url();
    this.clock = world.clock;
    this.faults = world.faults;
    this.live = world.live;
    this.requests = world.requests;
  }

  /** Number and times of the newest round that has opened. */
  get round(): RoundTimes {
    return this.#world.calendar.newest(this.clock.now());
  }

  get models(): readonly StandinModel[] {
    return this.#world.options.models;
  }

  /** The account's first token, secret included. */
  get token(): StandinToken {
    return this.#world.options.tokens[0]!;
  }

  /** Opens the next round now, or `inSeconds` from now; it lasts as long as the first unless told otherwise. */
  openNextRound({ inSeconds = 0, ...lasts }: { inSeconds?: number } & Partial<RoundLength> = {}): RoundTimes {
    const { options, calendar } = this.#world;
    const opens = new Date(this.clock.now().getTime() + inSeconds * SECOND);
    return calendar.schedule(opens, { ...options, ...lasts });
  }

  /** Address that a model's owner wants called when a round opens. */
  webhook(modelId: string): string | undefined {
    return this.#world.webhooks.get(modelId);
  }

  /** Submissions created so far, newest first. */
  submissions(): Deposit[] {
    return this.#world.ledger.all();
  }

  /** What was PUT under a stored name; undefined when nothing was. */
  uploaded(filename: string): Uint8Array | undefined {
    return this.#world.uploads.read(filename);
  }

  /** Adds a submission of the past: a late one, a leftover in the queue, somebody else's. */
  async seed(submission: SeededSubmission): Promise<Deposit> {
    const { modelId, roundNumber, filename, late = false } = submission;
    const round = this.#world.calendar.byNumber(roundNumber)!;
    const insertedAt =
      submission.insertedAt ?? new Date((late ? round.closeStakingTime : round.openTime).getTime());
    const count = submission.tokens ?? (await this.live.symbols()).length;
    const finding = {
      rejection: undefined,
      submittedCount: count,
      acceptedCount: count,
      selectable: true,
      visibleAt: insertedAt,
    };
    return this.#world.ledger.add({ modelId, roundNumber, filename, late, insertedAt, finding });
  }

  /** Ends all connections and frees the port. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    this.#server.closeAllConnections();
    await closed;
  }
}
