import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { askAws } from './askAws.ts';
import { sdkFailure } from './awsError.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

/** Where `cdk bootstrap` notes what it made, unless told otherwise. */
const PARAMETER = '/cdk-bootstrap/hnb659fds/version';

/**
 * Version of the CDK bootstrap of account and region; undefined where there is none.
 *
 * @throws what `askAws` does
 */
export async function bootstrapVersion(connection?: AwsConnection): Promise<number | undefined> {
  const client = new SSMClient(clientConfig(connection));
  const send = async () => {
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: PARAMETER }));
      return Number(Parameter?.Value);
    } catch (error) {
      if (sdkFailure(error)?.name === 'ParameterNotFound') return undefined;
      throw error;
    }
  };
  return askAws({ action: 'ssm:GetParameter', on: PARAMETER, send });
}
