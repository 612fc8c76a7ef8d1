import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { askAws } from './askAws.ts';
import { sdkFailure } from './awsError.ts';
import type { KeySecret } from './keySecret.ts';

/**
 * Deletes a secret at once and for good, so that its name is free for the next deployment.
 *
 * @returns false when there was none
 * @throws what `askAws` does
 */
export async function removeSecret({ secretId, client }: KeySecret): Promise<boolean> {
  const command = new DeleteSecretCommand({ SecretId: secretId, ForceDeleteWithoutRecovery: true });
  try {
    await askAws({ action: 'secretsmanager:DeleteSecret', on: secretId, send: () => client.send(command) });
    return true;
  } catch (error) {
    if (sdkFailure(error)?.name === 'ResourceNotFoundException') return false;
    throw error;
  }
}
