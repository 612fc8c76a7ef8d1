import type { Priced } from './costPrices.ts';

/** What the bill depends on. */
export interface Deployed {
  readonly slots: number;
  /** Whether market data are collected. */
  readonly market: boolean;
  /** Whether Numerai calls as well. */
  readonly webhook: boolean;
  readonly emails: number;
}

const DAYS = 365.25 / 12;
/** Tuesday to Saturday. */
const ROUNDS = (DAYS * 5) / 7;
const YEAR_ROUNDS = ROUNDS * 12;
const KB = 1 / 2 ** 20;

/** What the stack has, whatever the settings. A test compares it with the template. */
export const FUNCTIONS = {
  submit: { ticksPerDay: 109, gigabytes: 1 },
  verify: { ticksPerDay: 144, gigabytes: 0.5 },
  collect: { ticksPerDay: 2, gigabytes: 1.5 },
} as const;
export const WATCH = {
  alarmMetrics: 8,
  marketAlarmMetrics: 1,
  webhookAlarmMetrics: 1,
  /** VerifyRan, AtRisk, Missed, DegradedLate, KeysInTrouble, MinutesToSpare, AcceptedShare, Coverage. */
  customMetrics: 8,
  dashboards: 1,
} as const;

/**
 * Assumed, on the large side: seconds billed, cold start included; kilobytes logged and kept. Ticks of an open round
 * are those of an hour.
 */
const SUBMIT = { idle: 1, open: 2, openPerSlot: 0.3, upload: 20, uploadPerSlot: 2, openTicks: 15 };
const VERIFY = { idle: 1.5, open: 2, openPerSlot: 0.3, openTicks: 12 };
const COLLECT = { seconds: 90 };
const LOGGED = { tick: 2, upload: 6, perSlot: 2 };
const KEPT = { live: 120, perSlot: 12, barsPerDay: 100, panel: 20_000, panelVersions: 90 };
/** Claim twice, record four times, file once; notes of what was told. */
const WRITES = { round: 2, perSlot: 8, collect: 6 };
const READS = { round: 10, perSlotAndTick: 2, collect: 10 };
const MAILS_PER_ROUND = 2;

/** What a month takes of everything that is paid for. */
export function monthlyUsage({ slots, market, webhook, emails }: Deployed): Readonly<Record<Priced, number>> {
  const { submit, verify, collect } = FUNCTIONS;
  const ticks = DAYS * (submit.ticksPerDay + verify.ticksPerDay + (market ? collect.ticksPerDay : 0));
  const openTicks = ROUNDS * (SUBMIT.openTicks + VERIFY.openTicks);
  const collects = market ? DAYS * collect.ticksPerDay : 0;
  return {
    // A call starts submit once more.
    lambdaRequests: ticks + (webhook ? 2 * ROUNDS : 0),
    lambdaGbSeconds: gbSeconds(slots) + collects * COLLECT.seconds * collect.gigabytes,
    schedulerTicks: ticks,
    secrets: 1,
    // Ticks are so far apart that most find a cold process.
    secretReads: ticks,
    alarmMetrics:
      WATCH.alarmMetrics +
      (market ? WATCH.marketAlarmMetrics : 0) +
      (webhook ? WATCH.webhookAlarmMetrics : 0),
    customMetrics: WATCH.customMetrics,
    dashboards: WATCH.dashboards,
    logGigabytes: (ticks * LOGGED.tick + ROUNDS * LOGGED.upload + openTicks * slots * LOGGED.perSlot) * KB,
    storedGigabytes: storedGigabytes(slots, market),
    writes: ROUNDS * (WRITES.round + slots * WRITES.perSlot) + collects * WRITES.collect,
    reads:
      ROUNDS * (READS.round + SUBMIT.openTicks * slots * READS.perSlotAndTick) + collects * READS.collect,
    mails: ROUNDS * MAILS_PER_ROUND * emails,
    failures: ROUNDS,
    sentGigabytes: (ticks * LOGGED.tick + ROUNDS * slots * KEPT.perSlot) * KB,
  };
}

function gbSeconds(slots: number): number {
  const { submit, verify } = FUNCTIONS;
  const idle = (perDay: number, open: number) => DAYS * perDay - ROUNDS * open;
  const submitSeconds =
    idle(submit.ticksPerDay, SUBMIT.openTicks) * SUBMIT.idle +
    ROUNDS * (SUBMIT.openTicks - 1) * (SUBMIT.open + slots * SUBMIT.openPerSlot) +
    ROUNDS * (SUBMIT.upload + slots * SUBMIT.uploadPerSlot);
  const verifySeconds =
    idle(verify.ticksPerDay, VERIFY.openTicks) * VERIFY.idle +
    ROUNDS * VERIFY.openTicks * (VERIFY.open + slots * VERIFY.openPerSlot);
  return submitSeconds * submit.gigabytes + verifySeconds * verify.gigabytes;
}

function storedGigabytes(slots: number, market: boolean): number {
  const rounds = YEAR_ROUNDS * (KEPT.live + slots * KEPT.perSlot);
  const history = market ? 365 * KEPT.barsPerDay + KEPT.panel * KEPT.panelVersions : 0;
  return (rounds + history) * KB;
}
