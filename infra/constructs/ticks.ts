import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  type CronOptionsWithTimezone,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface TicksProps {
  readonly function: IFunction;
  /** Name and description of a schedule → when it ticks, in UTC. */
  readonly schedules: Readonly<Record<string, CronOptionsWithTimezone>>;
  /** Where a tick goes that could not start the function. */
  readonly missedStarts: IQueue;
}

/** Schedules that start a function. A tick is worth one minute: it is never repeated, the next one comes. */
export class Ticks extends Construct {
  constructor(scope: Construct, id: string, props: TicksProps) {
    super(scope, id);
    const { schedules, missedStarts } = props;
    const target = new LambdaInvoke(props.function, {
      input: ScheduleTargetInput.fromObject({}),
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      deadLetterQueue: missedStarts,
      // Otherwise the target would add every version and alias of the function to the role.
      role: this.#role(props).withoutPolicyUpdates(),
    });
    for (const [name, cron] of Object.entries(schedules)) {
      const schedule = ScheduleExpression.cron({ ...cron, timeZone: TimeZone.ETC_UTC });
      new Schedule(this, name, { schedule, target, description: name });
    }
  }

  #role({ function: invoked, missedStarts }: TicksProps): Role {
    const { account } = Stack.of(this);
    const group = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [invoked.functionArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [missedStarts.queueArn] }),
    );
    return role;
  }
}
