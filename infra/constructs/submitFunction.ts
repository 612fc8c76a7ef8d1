import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CronOptionsWithTimezone } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Settings } from '../../shared/settings.ts';
import type { AlertTopic } from './alertTopic.ts';
import type { Failures } from './failures.ts';
import type { KeySecret } from './keySecret.ts';
import { type AlarmTopic, OperatorAlarm } from './operatorAlarm.ts';
import { metricEnvironment, runMetric } from './runMetric.ts';
import type { StoreBucket } from './storeBucket.ts';
import { Ticks } from './ticks.ts';
import { WatchedFunction } from './watchedFunction.ts';

export interface SubmitFunctionProps {
  readonly settings: Settings;
  readonly store: StoreBucket;
  readonly keys: KeySecret;
  /** For notices of the run itself. */
  readonly alerts: AlertTopic;
  readonly failures: Failures;
  readonly reservedConcurrency?: number | undefined;
  readonly alarmTopic: AlarmTopic;
}

/** UTC. Often where the window has been so far, and all day, because it has moved before. */
const TICKS: Readonly<Record<string, CronOptionsWithTimezone>> = {
  WindowOpens: { hour: '11', minute: '55' },
  Window: { hour: '12-14', minute: '0/5' },
  AroundTheClock: { minute: '3,23,43' },
};

/** The function that submits, its ticks, what it may do, and its alarms. */
export class SubmitFunction extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: SubmitFunctionProps) {
    super(scope, id);
    const watched = this.#watchedFunction(props);
    this.function = watched.function;
    this.#allow(watched, props);
    new Ticks(this, 'Ticks', {
      function: watched.function,
      schedules: TICKS,
      missedStarts: props.failures.starts,
    });
    this.#watch(watched, props.alarmTopic);
  }

  #watchedFunction(props: SubmitFunctionProps): WatchedFunction {
    const { settings, store, keys, alerts, failures, reservedConcurrency, alarmTopic } = props;
    return new WatchedFunction(this, 'Submit', {
      name: 'submit',
      description: 'Submits the open Numerai Crypto round once for every slot',
      entry: 'functions/submit.ts',
      settings,
      environment: {
        AUTOPILOT_BUCKET: store.bucketName,
        AUTOPILOT_SECRET: keys.secretName,
        AUTOPILOT_TOPIC: alerts.topicArn,
        ...metricEnvironment(this),
      },
      // A run ends by itself within 150 s.
      timeout: Duration.minutes(4),
      memoryMiB: 1024,
      failures: failures.runs,
      reservedConcurrency,
      alarmTopic,
    });
  }

  #allow(watched: WatchedFunction, { store, keys, alerts }: SubmitFunctionProps): void {
    store.allow(watched, { read: ['models/'], write: ['rounds/'] });
    keys.allowRead(watched);
    alerts.allowPublish(watched);
  }

  #watch({ logs }: WatchedFunction, alarmTopic: AlarmTopic): void {
    new OperatorAlarm(this, 'DegradedLate', {
      name: 'degraded',
      metric: runMetric(this, 'DegradedLate'),
      threshold: 1,
      happened:
        'The round closes with a degraded submission: not the best candidate, or a warning held against it.',
      costs: 'Perhaps some score. The submission is on time and counts.',
      toDo: 'Read in the log why better candidates were passed over, and mend that before the next round.',
      logs,
      alarmTopic,
    });
    new OperatorAlarm(this, 'Missed', {
      name: 'round-missed',
      metric: runMetric(this, 'Missed'),
      threshold: 1,
      happened: 'The deadline of the round passed without an on-time submission for at least one slot.',
      costs: 'That round: a late submission is scored, but not paid.',
      toDo: 'Read the runs before the deadline in the log, and mend what failed before the next round opens.',
      logs,
      alarmTopic,
    });
  }
}
