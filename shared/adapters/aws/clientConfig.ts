import type { S3ClientConfig } from '@aws-sdk/client-s3';

/** What a test or a proxy may set; in AWS and on the command line the SDK finds all of it itself. */
export type AwsConnection = Pick<S3ClientConfig, 'region' | 'endpoint' | 'credentials' | 'maxAttempts'>;

/**
 * Settings of every SDK client: time-outs that leave room for four attempts in a run. Without the time-outs the SDK
 * waits for a silent connection for ever.
 */
export function clientConfig(connection: AwsConnection = {}) {
  const requestHandler = {
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    throwOnRequestTimeout: true,
    socketTimeout: 10_000,
  };
  return { maxAttempts: 4, requestHandler, ...connection };
}
