import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

export interface AwsClients {
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly sns: SNSClient;
}

/** The three SDK clients that the functions work with. */
export function awsClients(connection: AwsConnection = {}): AwsClients {
  const config = clientConfig(connection);
  return {
    s3: new S3Client(config),
    secrets: new SecretsManagerClient(config),
    sns: new SNSClient(config),
  };
}
