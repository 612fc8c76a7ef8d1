import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { OperatorAlarm } from './operatorAlarm.ts';
import { runMetric } from './runMetric.ts';
import { ScheduledFunction } from './scheduledFunction.ts';
import type { Surroundings } from './surroundings.ts';

export interface VerifyFunctionProps extends Surroundings {
  /** Where it is told why a round has no submission. */
  readonly submitLogs: ILogGroup;
}

/** UTC, every ten minutes, a little after the runs of submit. */
const TICKS = { EveryTenMinutes: { minute: '7/10' } };

/** The function that asks Numerai whether every slot is safe, and the alarms that depend on it. */
export class VerifyFunction extends ScheduledFunction {
  constructor(scope: Construct, id: string, { submitLogs, ...surroundings }: VerifyFunctionProps) {
    super(scope, id, {
      name: 'verify',
      description: 'Asks Numerai whether every slot has its confirmed submission',
      entry: 'functions/verify.ts',
      // It ends by itself within 100 s, telling it takes at most 20 s more.
      timeout: Duration.minutes(3),
      memoryMiB: 512,
      schedules: TICKS,
      surroundings,
    });
    // Only to note what was told; what it judges by, Numerai says.
    surroundings.store.allow(this, { read: [], write: [], add: ['notices/'] });
    this.#watchRounds(submitLogs, surroundings);
    this.#watchSilence(surroundings);
  }

  #watchRounds(logs: ILogGroup, { alarmTopic }: Surroundings): void {
    new OperatorAlarm(this, 'AtRisk', {
      name: 'round-at-risk',
      metric: runMetric(this, 'AtRisk'),
      threshold: 1,
      happened:
        'At least one slot has no confirmed submission, although the round has been open for 20 minutes or has less than 25 left.',
      costs: 'Nothing yet: submit goes on trying. At the deadline, the round.',
      toDo: 'Read the last runs in the log. Then npm run -s autopilot -- run tries at once, with the reason on the screen; or upload a file by hand at numer.ai.',
      logs,
      alarmTopic,
    });
    new OperatorAlarm(this, 'Missed', {
      name: 'round-missed',
      metric: runMetric(this, 'Missed'),
      threshold: 1,
      happened: 'The deadline passed without a confirmed on-time submission of at least one slot.',
      costs: 'That round: a late submission is scored, but not paid.',
      toDo: 'Read the runs before the deadline in the log, and mend what failed before the next round opens.',
      logs,
      alarmTopic,
    });
  }

  #watchSilence({ alarmTopic }: Surroundings): void {
    new OperatorAlarm(this, 'Silent', {
      name: 'verify-silent',
      metric: silence(runMetric(this, 'VerifyRan')),
      threshold: 1,
      raisedBy: 'three-in-a-row',
      happened: 'For half an hour nobody could ask Numerai whether the slots are safe.',
      costs: 'Nothing by itself, but a round may be at risk unseen.',
      toDo: 'If run-failed is raised as well, the log says why: Numerai is down, or a key is in trouble. If the log is empty, look whether the schedules of verify in EventBridge Scheduler are enabled. Expected right after the first deployment, until the keys are stored.',
      logs: this.logs,
      alarmTopic,
    });
  }
}

/**
 * 1 for ten minutes without a value. Filled here: where data is merely missing, CloudWatch looks further back for
 * values, and would find the silence twenty minutes later.
 */
function silence(ran: IMetric): MathExpression {
  return new MathExpression({
    expression: 'IF(FILL(ran, 0) < 1, 1, 0)',
    usingMetrics: { ran },
    label: 'ten minutes without verify',
    period: Duration.minutes(10),
  });
}
