import type { IncomingMessage } from 'node:http';

/** A call to AWS as IAM sees it. */
export interface AwsCall {
  /** Access key that signed it: who called. */
  readonly caller: string;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** ARN, or the name that the call gives, such as a secret's. */
  readonly resource: string;
}

const SIGNED = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//;

/** What IAM would be asked about a request as it is on the wire. */
export function awsCall(request: IncomingMessage, body: string): AwsCall {
  const [, caller = 'nobody', service = 'unknown'] = SIGNED.exec(request.headers.authorization ?? '') ?? [];
  const told = service === 's3' ? s3Call(request) : namedCall(service, request, body);
  return { caller, ...told };
}

const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

/** S3 addressed by path: `/bucket/key`. */
function s3Call({ method = '', url = '' }: IncomingMessage): Omit<AwsCall, 'caller'> {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [, bucket = '', ...key] = decodeURIComponent(pathname).split('/');
  const arn = `arn:aws:s3:::${bucket}`;
  const name = key.join('/');
  if (name !== '') return { action: OBJECT_ACTIONS[method] ?? `s3:${method}`, resource: `${arn}/${name}` };
  if (method === 'GET' && searchParams.has('list-type')) return { action: 's3:ListBucket', resource: arn };
  const other = [...searchParams.keys()].join('&');
  return { action: `s3:${method} bucket ${other}`.trim(), resource: arn };
}

/** JSON protocols name the action in a header, the query protocol in the body, REST in the path. */
function namedCall(service: string, request: IncomingMessage, body: string): Omit<AwsCall, 'caller'> {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [, action = target] = target.split('.');
    const resource = resourceIn(body);
    const isName = service === 'secretsmanager' && !resource.startsWith('arn:');
    return { action: `${service}:${action}`, resource: isName ? secretArn(resource) : resource };
  }
  const form = new URLSearchParams(body);
  const action = form.get('Action');
  if (action) return { action: `${service}:${action}`, resource: form.get('TopicArn') ?? '*' };
  return { action: `${service}:${request.method} ${request.url}`, resource: '*' };
}

/** Secrets Manager ends every ARN in a hyphen and six characters of its own. */
function secretArn(name: string): string {
  return `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;
}

function resourceIn(body: string): string {
  try {
    const { SecretId, TopicArn, StackName, Name } = JSON.parse(body);
    return SecretId ?? TopicArn ?? StackName ?? Name ?? '*';
  } catch {
    return '*';
  }
}
