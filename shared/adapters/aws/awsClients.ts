import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';

/** What a test or a proxy may set; in AWS and on the command line the SDK finds all of it itself. */
export type AwsConnection = Pick<S3ClientConfig, 'region' | 'endpoint' | 'credentials' | 'maxAttempts'>;

export interface AwsClients {
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly sns: SNSClient;
}

/**
 * The three SDK clients, with time-outs that leave room for four attempts in a run. Without the time-outs
 * the SDK waits for a silent connection for ever.
 */
export function awsClients(connection: AwsConnection = {}): AwsClients {
  const requestHandler = {
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    throwOnRequestTimeout: true,
    socketTimeout: 10_000,
  };
  const config = { maxAttempts: 4, requestHandler, ...connection };
  return {
    s3: new S3Client(config),
    secrets: new SecretsManagerClient(config),
    sns: new SNSClient(config),
  };
}
