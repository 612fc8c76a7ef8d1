import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { askAws } from './askAws.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

/** Who the credentials belong to, and where calls go. */
export interface CallerIdentity {
  readonly account: string;
  /** ARN of the user or role. */
  readonly arn: string;
  readonly region: string;
}

/** @throws AccessError `aws_credentials`, also without a region; TransientError `aws_unavailable` */
export async function callerIdentity(connection?: AwsConnection): Promise<CallerIdentity> {
  const client = new STSClient(clientConfig(connection));
  const send = async () => ({
    region: await client.config.region(),
    answer: await client.send(new GetCallerIdentityCommand({})),
  });
  const { region, answer } = await askAws({ action: 'sts:GetCallerIdentity', on: 'the account', send });
  return { account: answer.Account ?? '', arn: answer.Arn ?? '', region };
}
