import { CloudWatchClient, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { askAws } from './askAws.ts';
import { sdkFailure } from './awsError.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

/**
 * Whether there is a dashboard of that name.
 *
 * @throws what `askAws` does
 */
export async function dashboardExists(name: string, connection?: AwsConnection): Promise<boolean> {
  const client = new CloudWatchClient(clientConfig(connection));
  const send = async () => {
    try {
      return (
        (await client.send(new GetDashboardCommand({ DashboardName: name }))).DashboardBody !== undefined
      );
    } catch (error) {
      // The name is DashboardNotFoundError or ResourceNotFound, according to the protocol.
      if (/NotFound/.test(sdkFailure(error)?.name ?? '')) return false;
      throw error;
    }
  };
  return askAws({ action: 'cloudwatch:GetDashboard', on: name, send });
}
