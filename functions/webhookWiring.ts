import { lambdaClient } from '../shared/adapters/aws/lambdaClient.ts';
import { startFunction } from '../shared/adapters/aws/startFunction.ts';
import { UsageError } from '../shared/errors.ts';
import type { WebhookPorts } from '../shared/pipeline/answerWebhook.ts';
import type { Log } from '../shared/ports.ts';
import { awsParts } from './awsParts.ts';
import type { Environment } from './environment.ts';
import { type Wired, wireOnce } from './wireOnce.ts';

export type WireWebhook = (log: Log) => Promise<Wired<WebhookPorts>>;

/** The ports of Numerai's webhook on AWS: one key and one function to start. */
function wireWebhookPorts(environment: Environment, log: Log): () => Promise<WebhookPorts> {
  const { AUTOPILOT_SUBMIT_FUNCTION: functionName } = environment;
  if (functionName === undefined)
    throw new UsageError('environment_incomplete', 'missing in the environment: AUTOPILOT_SUBMIT_FUNCTION');
  const { keys } = awsParts(environment, log);
  const client = lambdaClient();
  const startSubmit = () => startFunction({ functionName, client });
  return async () => ({ log, token: (await keys()).NUMERAI_WEBHOOK_TOKEN, startSubmit });
}

/** The wiring of the function behind the public address. */
export const wireWebhook: WireWebhook = wireOnce(wireWebhookPorts);
