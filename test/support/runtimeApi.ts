import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an invocation ended: what the handler returned, or the error it ended in. */
export type Answer = { readonly response: unknown } | { readonly error: RuntimeError };

interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** Lambda's Runtime API, as far as a runtime client needs it. */
export interface RuntimeApi {
  /** Host and port, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands an event to the client and waits for its end. Rejects when the client fails to initialise. */
  invoke(event: unknown, timeoutMs: number, requestId?: string): Promise<Answer>;
  close(): Promise<void>;
}

interface Invocation {
  readonly id: string;
  readonly body: string;
  readonly deadline: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:under-test';

/**
 * @param now the clock of the client, by which it judges how much time is left
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(now: () => Date = () => new Date()): Promise<RuntimeApi> {
  const waiting: Invocation[] = [];
  const running = new Map<string, Invocation>();
  let idleClient: ServerResponse | undefined;
  const deliver = () => {
    if (!idleClient || waiting.length === 0) return;
    const invocation = waiting.shift()!;
    running.set(invocation.id, invocation);
    idleClient.writeHead(200, headersOf(invocation)).end(invocation.body);
    idleClient = undefined;
  };
  const server = createServer(async (request, response) => {
    const [, id = '', end = ''] =
      /^\/2018-06-01\/runtime\/(?:invocation\/)?([\w-]+)(?:\/(\w+))?$/.exec(request.url ?? '') ?? [];
    if (id === 'next') {
      idleClient = response;
      deliver();
      return;
    }
    const body = JSON.parse(await textOf(request));
    response.writeHead(202).end();
    if (id === 'init') for (const one of waiting.splice(0)) one.reject(new Error(JSON.stringify(body)));
    else running.get(id)?.resolve(end === 'error' ? { error: body } : { response: body });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    invoke: (event, timeoutMs, id = randomUUID()) =>
      new Promise((resolve, reject) => {
        const deadline = now().getTime() + timeoutMs;
        waiting.push({ id, body: JSON.stringify(event), deadline, resolve, reject });
        deliver();
      }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function headersOf({ id, deadline }: Invocation): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': id,
    'Lambda-Runtime-Deadline-Ms': String(deadline),
    'Lambda-Runtime-Invoked-Function-Arn': ARN,
    'Lambda-Runtime-Trace-Id': 'Root=1-00000000-000000000000000000000000',
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await request.toArray()).toString('utf8');
}
