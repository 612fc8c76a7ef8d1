import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { askAws } from './askAws.ts';

export interface Startable {
  readonly functionName: string;
  readonly client: LambdaClient;
}

/**
 * Starts a function as its schedule does, and does not wait for it.
 *
 * @throws what `askAws` does
 */
export async function startFunction({ functionName, client }: Startable): Promise<void> {
  const command = new InvokeCommand({
    FunctionName: functionName,
    InvocationType: 'Event',
    Payload: new TextEncoder().encode('{}'),
  });
  await askAws({ action: 'lambda:InvokeFunction', on: functionName, send: () => client.send(command) });
}
