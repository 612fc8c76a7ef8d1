import type { IncomingMessage } from 'node:http';
import type { Operations } from './faultSwitch.ts';

/** One request as it came in, without secrets: no credentials, no query string. */
export interface RequestRecord {
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  /** GraphQL root fields in camelCase, or `put`, or `download`. */
  readonly operations: Operations;
  /** The name the client gave its GraphQL operation. */
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export function recordOf(
  request: IncomingMessage,
  about: Pick<RequestRecord, 'at' | 'operations'> &
    Partial<Pick<RequestRecord, 'operationName' | 'variables'>>,
): RequestRecord {
  const { method = '', url = '' } = request;
  const [path = ''] = url.split('?');
  return { operationName: undefined, variables: {}, ...about, method, path, headers: safeHeaders(request) };
}

function safeHeaders({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const { authorization, ...rest } = Object.fromEntries(entries);
  return authorization === undefined ? rest : { ...rest, authorization: '(hidden)' };
}
