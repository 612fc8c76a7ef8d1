import { Duration } from 'aws-cdk-lib';
import type { CronOptionsWithTimezone } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { OperatorAlarm } from './operatorAlarm.ts';
import { runMetric } from './runMetric.ts';
import { ScheduledFunction } from './scheduledFunction.ts';
import type { Surroundings } from './surroundings.ts';

/** UTC. Often where the window has been so far, and all day, because it has moved before. */
const TICKS: Readonly<Record<string, CronOptionsWithTimezone>> = {
  WindowOpens: { hour: '11', minute: '55' },
  Window: { hour: '12-14', minute: '0/5' },
  AroundTheClock: { minute: '3,23,43' },
};

/** The function that submits, its ticks, what it may do, and its alarms. */
export class SubmitFunction extends ScheduledFunction {
  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    const { settings, store, alarmTopic } = surroundings;
    super(scope, id, {
      name: 'submit',
      description: 'Submits the open Numerai Crypto round once for every slot',
      entry: 'functions/submit.ts',
      // A run ends by itself within 150 s, telling it takes at most 10 s more.
      timeout: Duration.minutes(4),
      memoryMiB: 1024,
      reservedConcurrency: settings.reservedConcurrency,
      schedules: TICKS,
      surroundings,
    });
    const read = ['models/', 'user/', ...(settings.market ? ['market/'] : [])];
    store.allow(this, { read, write: ['rounds/'], add: ['notices/'] });
    new OperatorAlarm(this, 'DegradedLate', {
      name: 'degraded',
      metric: runMetric(this, 'DegradedLate'),
      threshold: 1,
      happened:
        'The round closes with a degraded submission: not the best candidate, or a warning held against it.',
      costs: 'Perhaps some score. The submission is on time and counts.',
      toDo: 'Read in the log why better candidates were passed over, and mend that before the next round.',
      logs: this.logs,
      alarmTopic,
    });
  }
}
