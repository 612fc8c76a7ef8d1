import type { CronOptionsWithTimezone } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { environmentOf, type Surroundings } from './surroundings.ts';
import { Ticks } from './ticks.ts';
import { WatchedFunction, type WatchedFunctionProps } from './watchedFunction.ts';

export interface ScheduledFunctionProps
  extends Omit<WatchedFunctionProps, 'settings' | 'environment' | 'failures' | 'alarmTopic'> {
  readonly surroundings: Surroundings;
  /** Name of a schedule → when it ticks, in UTC. */
  readonly schedules: Readonly<Record<string, CronOptionsWithTimezone>>;
}

/** A function with its ticks. It may read the keys, tell a person and report a failure; the store is up to the caller. */
export class ScheduledFunction extends WatchedFunction {
  constructor(scope: Construct, id: string, { surroundings, schedules, ...props }: ScheduledFunctionProps) {
    const { settings, keys, alerts, failures, alarmTopic } = surroundings;
    super(scope, id, {
      ...props,
      settings,
      failures: failures.queue,
      alarmTopic,
      environment: environmentOf(scope, surroundings),
    });
    keys.allowRead(this);
    alerts.allowPublish(this);
    new Ticks(this, 'Ticks', { function: this.function, schedules, missedStarts: failures.queue });
  }
}
