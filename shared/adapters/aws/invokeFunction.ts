import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { askAws } from './askAws.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

/** How an invocation ended. */
export interface InvocationEnd {
  /** By which its log lines are found. */
  readonly requestId: string;
  /** What the handler returned; undefined when it failed. */
  readonly result: unknown;
  readonly error: { readonly type: string; readonly message: string } | undefined;
}

/** Longer than any function may run, and never repeated: a second run would not tell of the first. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 250_000, socketTimeout: 250_000 };

/**
 * Invokes a function and waits for its end.
 *
 * @throws what `askAws` does
 */
export async function invokeFunction(
  name: string,
  event: unknown,
  connection?: AwsConnection,
): Promise<InvocationEnd> {
  const config = { ...clientConfig(connection), requestHandler: PATIENCE, maxAttempts: 1 };
  const client = new LambdaClient(config);
  const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) });
  const send = () => client.send(command);
  const { $metadata, Payload, FunctionError } = await askAws({
    action: 'lambda:InvokeFunction',
    on: name,
    send,
  });
  const answer = parsed(new TextDecoder().decode(Payload));
  const requestId = $metadata.requestId ?? '';
  if (!FunctionError) return { requestId, result: answer, error: undefined };
  return { requestId, result: undefined, error: errorOf(answer, FunctionError) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Lambda reports `{errorType, errorMessage}`; where the runtime itself broke, less. */
function errorOf(answer: unknown, kind: string): { type: string; message: string } {
  const told = typeof answer === 'object' && answer ? answer : {};
  const field = (name: string): unknown => Reflect.get(told, name);
  return { type: String(field('errorType') ?? kind), message: String(field('errorMessage') ?? answer) };
}
