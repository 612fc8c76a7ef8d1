import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { askAws } from './askAws.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

/**
 * Raises an alarm by hand, to see whether people hear of it. CloudWatch lowers it again when it next looks at the
 * metric, and tells that as well.
 *
 * @throws what `askAws` does
 */
export async function raiseAlarm(name: string, reason: string, connection?: AwsConnection): Promise<void> {
  const client = new CloudWatchClient(clientConfig(connection));
  const command = new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: reason });
  await askAws({ action: 'cloudwatch:SetAlarmState', on: name, send: () => client.send(command) });
}
