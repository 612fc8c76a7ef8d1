import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { askAws } from './askAws.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

export interface AlarmState {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly since: Date | undefined;
  /** What it means and what to do. */
  readonly description: string;
  /** Whether anybody is told. */
  readonly tells: boolean;
}

/**
 * Alarms whose names begin so.
 *
 * @throws what `askAws` does
 */
export async function alarmStates(prefix: string, connection?: AwsConnection): Promise<AlarmState[]> {
  const client = new CloudWatchClient(clientConfig(connection));
  const send = async () => {
    const found: AlarmState[] = [];
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms(
      { client },
      { AlarmNamePrefix: prefix },
    )) {
      for (const alarm of MetricAlarms) {
        found.push({
          name: alarm.AlarmName ?? '',
          state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
          since: alarm.StateUpdatedTimestamp,
          description: alarm.AlarmDescription ?? '',
          tells: (alarm.AlarmActions ?? []).length > 0,
        });
      }
    }
    return found;
  };
  return askAws({ action: 'cloudwatch:DescribeAlarms', on: `${prefix}*`, send });
}
