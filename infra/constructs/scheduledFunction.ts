import type { CronOptionsWithTimezone } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { Settings } from '../../shared/settings.ts';
import type { AlertTopic } from './alertTopic.ts';
import type { Failures } from './failures.ts';
import type { KeySecret } from './keySecret.ts';
import type { AlarmTopic } from './operatorAlarm.ts';
import { metricEnvironment } from './runMetric.ts';
import type { StoreBucket } from './storeBucket.ts';
import { Ticks } from './ticks.ts';
import { WatchedFunction, type WatchedFunctionProps } from './watchedFunction.ts';

/** What every function of the stack works with. */
export interface Surroundings {
  readonly settings: Settings;
  readonly store: StoreBucket;
  readonly keys: KeySecret;
  /** For notices of the run itself. */
  readonly alerts: AlertTopic;
  readonly failures: Failures;
  readonly alarmTopic: AlarmTopic;
}

export interface ScheduledFunctionProps
  extends Omit<WatchedFunctionProps, 'settings' | 'environment' | 'failures' | 'alarmTopic'> {
  readonly surroundings: Surroundings;
  /** Name of a schedule → when it ticks, in UTC. */
  readonly schedules: Readonly<Record<string, CronOptionsWithTimezone>>;
}

/** A function with its ticks. It may read the keys, tell a person and report a failure; the store is up to the caller. */
export class ScheduledFunction extends WatchedFunction {
  constructor(scope: Construct, id: string, { surroundings, schedules, ...props }: ScheduledFunctionProps) {
    const { settings, store, keys, alerts, failures, alarmTopic } = surroundings;
    super(scope, id, {
      ...props,
      settings,
      failures: failures.queue,
      alarmTopic,
      environment: {
        AUTOPILOT_BUCKET: store.bucketName,
        AUTOPILOT_SECRET: keys.secretName,
        AUTOPILOT_TOPIC: alerts.topicArn,
        ...metricEnvironment(scope),
      },
    });
    keys.allowRead(this);
    alerts.allowPublish(this);
    new Ticks(this, 'Ticks', { function: this.function, schedules, missedStarts: failures.queue });
  }
}
