import { Aws, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Where alarms go. Required wherever it occurs: `'none'` says that nobody is to be told, on purpose. */
export type AlarmTopic = ITopic | 'none';

export interface OperatorAlarmProps {
  /** Last part of the alarm's name, the subject of the e-mail. */
  readonly name: string;
  readonly metric: IMetric;
  /** What raises the alarm when the metric reaches it. */
  readonly threshold: number;
  /**
   * `once` (default): by a single value; over after six periods without one, and calm without data. `three-in-a-row`:
   * by three periods in a row, no data counting as reached.
   */
  readonly raisedBy?: 'once' | 'three-in-a-row';
  readonly happened: string;
  readonly costs: string;
  readonly toDo: string;
  /** What the e-mail links to; without it the list of the stack's log groups. */
  readonly logs?: ILogGroup;
  readonly alarmTopic: AlarmTopic;
}

const EVALUATION = {
  // Ticks are up to 20 minutes apart: half an hour of calm, or every failing tick would send two mails.
  once: { evaluationPeriods: 6, datapointsToAlarm: 1, treatMissingData: TreatMissingData.NOT_BREACHING },
  'three-in-a-row': {
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    treatMissingData: TreatMissingData.BREACHING,
  },
} as const;

/** An alarm for a person. It says what happened, what that costs, and what to do, and tells when it is over. */
export class OperatorAlarm extends Construct {
  readonly alarmName: string;

  constructor(scope: Construct, id: string, props: OperatorAlarmProps) {
    super(scope, id);
    const { name, metric, threshold, raisedBy = 'once', alarmTopic } = props;
    const stack = Stack.of(this);
    this.alarmName = `${stack.stackName}-${name}`;
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: this.alarmName,
      alarmDescription: description(stack, props),
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      ...EVALUATION[raisedBy],
    });
    if (alarmTopic === 'none') return;
    const tell = new SnsAction(alarmTopic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
}

function description(stack: Stack, { happened, costs, toDo, logs }: OperatorAlarmProps): string {
  const console = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}`;
  const group = logs ? `/log-group/${logs.logGroupName}` : `$3FlogGroupNameFilter$3D${stack.stackName}`;
  const link = `${console}#logsV2:log-groups${group}`;
  return `What happened: ${happened}\nWhat it costs: ${costs}\nWhat to do: ${toDo}\nLogs: ${link}`;
}
