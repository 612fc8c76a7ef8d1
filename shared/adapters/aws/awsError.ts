import type { ErrorCode } from '../../errorCatalogue.ts';
import { AccessError, AppError, TransientError } from '../../errors.ts';

/** The call that failed, and the codes for its failures. */
export interface AwsAction {
  /** IAM name of the action, e.g. `s3:PutObject`. */
  readonly action: string;
  /** What it was done to, e.g. `s3://bucket/key`. */
  readonly on: string;
  readonly denied: ErrorCode;
  readonly unavailable: ErrorCode;
}

interface SdkFailure {
  readonly name: string;
  readonly message: string;
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
}

const NO_REGION = 'Region is missing';
const NETWORK =
  /^(ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|CERT_|ERR_TLS|ERR_STREAM|UND_ERR)/;
const BAD_CREDENTIALS =
  /^(CredentialsProviderError|TokenProviderError|Expired|InvalidAccessKeyId|InvalidToken|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature|UnrecognizedClient|AuthFailure|MissingAuthenticationToken|RequestTimeTooSkewed)/;
const DENIED =
  /^(AccessDenied|AccountProblem|AllAccessDisabled|Forbidden|AuthorizationError|KMSAccessDenied)/;
const THROTTLED = /^(Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|RequestTimeout|KMSThrottling)/;

/**
 * A failure of an AWS call as an `AppError`: credentials, permission, or something that may heal. Anything
 * else (a bug, a malformed request) is given back as it is.
 */
export function awsError(error: unknown, call: AwsAction): unknown {
  const failure = sdkFailure(error);
  if (!failure) return error;
  const { name, status } = failure;
  const message = `${call.action} on ${call.on}: ${wording(failure)}`;
  if (BAD_CREDENTIALS.test(name) || failure.message === NO_REGION) {
    return new AccessError('aws_credentials', message, { cause: error });
  }
  if (DENIED.test(name) || status === 401 || status === 403) {
    const hint = `Allow ${call.action} on ${call.on} for the role or user that runs this.`;
    return new AccessError(call.denied, message, { cause: error, hint });
  }
  // An answer that cannot be parsed is quoted by its error, and it may hold a secret: no cause.
  const garbled = status !== undefined && status < 300;
  if (garbled) return new TransientError(call.unavailable, message);
  const mayHeal =
    THROTTLED.test(name) || status === undefined || [409, 429].includes(status) || status >= 500;
  return mayHeal ? new TransientError(call.unavailable, message, { cause: error }) : error;
}

/** What an AWS call's error calls itself, e.g. `NoSuchKey`, and the status it came with, if any. */
export function sdkFailure(error: unknown): SdkFailure | undefined {
  if (typeof error !== 'object' || !error || error instanceof AppError) return undefined;
  const name = textOf(error, 'name') ?? 'Error';
  const message = textOf(error, 'message') ?? '';
  const fromSdk = '$metadata' in error || BAD_CREDENTIALS.test(name) || message === NO_REGION;
  const code = textOf(error, 'code');
  if (!fromSdk && !(code && NETWORK.test(code))) return undefined;
  return { name, message, status: statusOf(error) };
}

function wording({ name, message, status }: SdkFailure): string {
  if (status !== undefined && status < 300) return 'the answer could not be read';
  const sentence = message.split('\n', 1)[0]?.slice(0, 300);
  return [name, status, sentence].filter((part) => part && part !== 'Error').join(' ');
}

function textOf(value: object, field: string): string | undefined {
  const found: unknown = Reflect.get(value, field);
  return typeof found === 'string' ? found : undefined;
}

function statusOf(error: object): number | undefined {
  const metadata: unknown = Reflect.get(error, '$metadata');
  if (typeof metadata !== 'object' || !metadata) return undefined;
  const status: unknown = Reflect.get(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}
