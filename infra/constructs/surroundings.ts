import type { Construct } from 'constructs';
import type { Settings } from '../../shared/settings.ts';
import type { AlertTopic } from './alertTopic.ts';
import type { Failures } from './failures.ts';
import type { KeySecret } from './keySecret.ts';
import type { AlarmTopic } from './operatorAlarm.ts';
import { metricEnvironment } from './runMetric.ts';
import type { StoreBucket } from './storeBucket.ts';

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

/** Where a function is told that everything is; what it may do there is another matter. */
export function environmentOf(
  scope: Construct,
  { store, keys, alerts }: Surroundings,
): Record<string, string> {
  return {
    AUTOPILOT_BUCKET: store.bucketName,
    AUTOPILOT_SECRET: keys.secretName,
    AUTOPILOT_TOPIC: alerts.topicArn,
    ...metricEnvironment(scope),
  };
}
