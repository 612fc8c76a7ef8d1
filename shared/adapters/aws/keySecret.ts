import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AccessError } from '../../errors.ts';
import { awsError, sdkFailure } from './awsError.ts';

/** The one JSON secret that holds the keys. */
export interface KeySecret {
  /** Name or ARN. */
  readonly secretId: string;
  readonly client: SecretsManagerClient;
}

/** Text of the secret; undefined when it holds bytes instead. */
export async function readSecret({ secretId, client }: KeySecret): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString;
  } catch (error) {
    throw secretError(error, 'secretsmanager:GetSecretValue', secretId);
  }
}

export async function writeSecret({ secretId, client }: KeySecret, text: string): Promise<void> {
  try {
    await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: text }));
  } catch (error) {
    throw secretError(error, 'secretsmanager:PutSecretValue', secretId);
  }
}

/** The secret's fields; undefined when it is not a JSON object. Says nothing of the parser's complaint, which quotes the text. */
export function secretFields(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** A secret that waits for its deletion is answered as an invalid request. */
function secretError(error: unknown, action: string, secretId: string): unknown {
  const name = sdkFailure(error)?.name;
  if (name === 'ResourceNotFoundException' || name === 'InvalidRequestException') {
    return new AccessError('secret_missing', `${action} on ${secretId}: ${name}`, { cause: error });
  }
  return awsError(error, {
    action,
    on: secretId,
    denied: 'secret_denied',
    unavailable: 'secret_unavailable',
  });
}
