import { LambdaClient } from '@aws-sdk/client-lambda';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

/** Apart from the other clients: of the functions only the webhook starts another one. */
export function lambdaClient(connection: AwsConnection = {}): LambdaClient {
  return new LambdaClient(clientConfig(connection));
}
