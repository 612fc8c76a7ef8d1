import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AwsCall, awsCall } from './awsCall.ts';
import type { Answer } from './runtimeApi.ts';

/** A server in front of moto that writes down every call, and runs functions, which moto cannot without Docker. */
export interface CloudFront {
  readonly url: string;
  /** Every call so far, oldest first. */
  readonly calls: readonly AwsCall[];
  close(): Promise<void>;
}

export interface CloudFrontOptions {
  /** Where moto is. */
  readonly moto: string;
  /** Runs a function by its name in AWS; undefined leaves it to moto. */
  readonly invoke?: (name: string, event: unknown, requestId: string) => Promise<Answer> | undefined;
}

const INVOCATION = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;

export async function startCloudFront({ moto, invoke }: CloudFrontOptions): Promise<CloudFront> {
  const calls: AwsCall[] = [];
  const server = createServer(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray());
    calls.push(awsCall(incoming, body.toString('latin1')));
    const [, name = ''] = INVOCATION.exec(incoming.url ?? '') ?? [];
    const requestId = randomUUID();
    const answer = name && invoke?.(decodeURIComponent(name), JSON.parse(body.toString() || '{}'), requestId);
    if (answer) tell(response, requestId, await answer);
    else forward(moto, { incoming, body, response });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function tell(response: ServerResponse, requestId: string, answer: Answer): void {
  const failed = 'error' in answer ? { 'X-Amz-Function-Error': 'Unhandled' } : {};
  response.writeHead(200, { 'Content-Type': 'application/json', 'x-amzn-RequestId': requestId, ...failed });
  response.end(JSON.stringify('error' in answer ? answer.error : answer.response));
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
}

function forward(moto: string, { incoming, body, response }: Exchange): void {
  const { hostname, port } = new URL(moto);
  const { method, url: path, headers } = incoming;
  const passed = request({ hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  passed.end(body);
}
