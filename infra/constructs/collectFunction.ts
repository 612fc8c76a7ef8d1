import { Duration } from 'aws-cdk-lib';
import type { CronOptionsWithTimezone } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { ScheduledFunction } from './scheduledFunction.ts';
import type { Surroundings } from './surroundings.ts';

/** UTC. As soon as the providers have the close of the day, and once more before rounds open. */
const TICKS: Readonly<Record<string, CronOptionsWithTimezone>> = {
  AfterMidnight: { hour: '0', minute: '40' },
  BeforeTheRound: { hour: '11', minute: '40' },
};

/** The function that keeps the market store up to date; there is one only where the settings have `market`. */
export class CollectFunction extends ScheduledFunction {
  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id, {
      name: 'collect',
      description: "Collects yesterday's close of every token",
      entry: 'functions/collect.ts',
      // A run ends by itself within 150 s, telling it takes at most 10 s more.
      timeout: Duration.minutes(4),
      memoryMiB: 1536,
      schedules: TICKS,
      surroundings,
    });
    // The newest live file names the tokens that must not be missed.
    surroundings.store.allow(this, { read: ['rounds/'], write: ['market/'], add: ['notices/'] });
  }
}
