import { UsageError } from '../shared/errors.ts';
import type { Limit } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import { stackResources } from './environment.ts';
import { interruption } from './interruption.ts';
import { readSettings } from './readSettings.ts';
import type { Terminal } from './terminal.ts';
import { credentialsIn, limitOf, openKeys, openNumerai } from './wiring.ts';

const SECONDS = 60;

/** What the webhook commands work with: Numerai with the deployment's own keys. */
export interface OpenWebhook {
  readonly settings: Settings;
  readonly numerai: ReturnType<typeof openNumerai>;
  readonly limit: Limit;
}

/**
 * @throws UsageError `usage` for --local, which has no address to call; `aws_not_configured`, `settings_invalid`
 */
export async function openWebhook(
  options: { readonly local?: true; readonly settings?: string },
  { log }: Pick<Terminal, 'log'>,
): Promise<OpenWebhook> {
  if (options.local)
    throw new UsageError('usage', 'only a deployment has an address that Numerai could call');
  const settings = await readSettings(options.settings);
  const keys = await (await openKeys('aws'))();
  const numerai = openNumerai({ dataset: settings.dataset, log, credentials: credentialsIn(keys) });
  return { settings, numerai, limit: limitOf(SECONDS, interruption()) };
}

/**
 * Puts a new token into the secret, so that the old one opens nothing any more.
 *
 * @throws what `saveKeys` does
 */
export async function saveWebhookToken(token: string): Promise<void> {
  const { AUTOPILOT_SECRET: secretId } = stackResources('AUTOPILOT_SECRET');
  const { awsClients } = await import('../shared/adapters/aws/awsClients.ts');
  const { saveKeys } = await import('../shared/adapters/aws/saveKeys.ts');
  await saveKeys({ secretId, client: awsClients().secrets }, { NUMERAI_WEBHOOK_TOKEN: token });
}
