import type { AlarmState } from '../shared/adapters/aws/alarmStates.ts';
import { systemClock } from '../shared/adapters/local/systemClock.ts';
import { nextOpening } from '../shared/domain/nextOpening.ts';
import { type Round, type RoundPhase, roundPhase } from '../shared/domain/round.ts';
import { AppError } from '../shared/errors.ts';
import { storedRounds } from '../shared/pipeline/storedRounds.ts';
import type { Log, Store } from '../shared/ports.ts';
import { roundHistory } from '../shared/report/roundHistory.ts';
import type { RoundLine } from '../shared/report/roundLine.ts';
import type { Settings } from '../shared/settings.ts';
import { findDeployment } from './deployment.ts';
import { STACK } from './environment.ts';
import { limitOf, openNumerai, openStore, type Place } from './wiring.ts';

/** What `status --json` prints. */
export interface StatusDocument {
  /** ISO. */
  readonly now: string;
  /** The round that is open now. */
  readonly open: OpenRound | null;
  /** When the next one is expected, ISO. */
  readonly nextOpens: string;
  /** Newest first. */
  readonly rounds: readonly RoundLine[];
  /** Only of a deployment. */
  readonly deployment: {
    readonly stack: string;
    readonly state: string;
    readonly version: string | null;
  } | null;
  readonly alarms: readonly {
    readonly name: string;
    readonly state: string;
    readonly since: string | null;
  }[];
  /** Addresses that no alarm reaches, because nobody has pressed Confirm in the mail from AWS. */
  readonly unconfirmed: readonly string[];
  /** What could not be asked, one sentence each. */
  readonly unknown: readonly string[];
}

interface OpenRound {
  readonly number: number;
  readonly phase: RoundPhase;
  readonly closesAt: string;
}

interface StatusFacts {
  readonly place: Place;
  readonly settings: Settings;
  readonly atMost: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const PATIENCE_SECONDS = 5;

/**
 * The state of things, from the store, Numerai's list of rounds and the alarms. Numerai and the alarms may be silent.
 *
 * @throws what the store does; UsageError `not_deployed`
 */
export async function statusDocument(facts: StatusFacts): Promise<StatusDocument> {
  const { place, atMost } = facts;
  const unknown: string[] = [];
  const orTold = async <T>(what: string, instead: T, ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      unknown.push(`${what}: ${error.code}, ${error.message}`);
      return instead;
    }
  };
  const deployed = place === 'aws' ? await findDeployment() : undefined;
  const deployment = deployed?.stack;
  const store = deployed ? await openBucket(deployed.bucket) : await openStore(place);
  const [kept, rounds, alarms, unconfirmed] = await Promise.all([
    storedRounds(store, atMost),
    orTold<Round[]>("Numerai's rounds", [], () => numeraiRounds(facts)),
    place === 'aws' ? orTold<AlarmState[]>('alarms', [], stackAlarms) : [],
    deployed ? orTold<string[]>('e-mail subscriptions', [], () => unconfirmedIn(deployed.topicArn)) : [],
  ]);
  const now = systemClock.now();
  const raised = alarms.map(({ name, state, since }) => ({
    name,
    state,
    since: since?.toISOString() ?? null,
  }));
  return {
    now: now.toISOString(),
    open: openRound(rounds, now),
    nextOpens: nextOpening(now).toISOString(),
    rounds: roundHistory({ kept, rounds, now, atMost }),
    deployment: deployment
      ? { stack: deployment.name, state: deployment.status, version: deployment.outputs.Version ?? null }
      : null,
    alarms: raised,
    unconfirmed,
    unknown,
  };
}

async function openBucket(bucket: string): Promise<Store> {
  const { awsClients } = await import('../shared/adapters/aws/awsClients.ts');
  const { s3Store } = await import('../shared/adapters/aws/s3Store.ts');
  return s3Store({ bucket, client: awsClients().s3 });
}

async function numeraiRounds({ settings, log, signal }: StatusFacts): Promise<Round[]> {
  const numerai = openNumerai({ dataset: settings.dataset, log, credentials: undefined });
  return numerai.recentRounds(limitOf(PATIENCE_SECONDS, signal));
}

async function unconfirmedIn(topicArn: string): Promise<string[]> {
  const { awsClients } = await import('../shared/adapters/aws/awsClients.ts');
  const { topicSubscriptions } = await import('../shared/adapters/aws/topicSubscriptions.ts');
  const subscriptions = (await topicSubscriptions(topicArn, awsClients().sns)) ?? [];
  return subscriptions.filter(({ confirmed }) => !confirmed).map(({ endpoint }) => endpoint);
}

async function stackAlarms(): Promise<AlarmState[]> {
  const { alarmStates } = await import('../shared/adapters/aws/alarmStates.ts');
  return alarmStates(`${STACK}-`);
}

function openRound(rounds: readonly Round[], now: Date): OpenRound | null {
  const open = rounds.find((round) => ['on-time', 'late'].includes(roundPhase(round, now)));
  if (!open) return null;
  const closesAt = open.closeStakingTime.toISOString();
  return { number: open.number, phase: roundPhase(open, now), closesAt };
}
