import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { InputError, TransientError } from '../../errors.ts';
import type { PutCondition, Store, Stored } from '../../ports.ts';
import { checkStoreKey } from '../storeKey.ts';
import { awsError, sdkFailure } from './awsError.ts';

export interface Bucket {
  readonly bucket: string;
  readonly client: S3Client;
}

/**
 * The store in an S3 bucket. 412 and 409 both mean that a condition did not hold.
 *
 * Every method throws InputError `store_key_invalid` or `store_missing` (no such bucket), AccessError
 * `store_denied` or `aws_credentials`, or TransientError `store_unavailable`.
 */
export function s3Store(bucket: Bucket): Store {
  return {
    async get(key) {
      checkStoreKey(key);
      return guarded(bucket, { action: 's3:GetObject', key, send: () => get(bucket, key) });
    },
    async put(key, bytes, condition) {
      checkStoreKey(key);
      const send = () => put(bucket, { key, bytes, condition });
      return guarded(bucket, { action: 's3:PutObject', key, send });
    },
    list: (prefix) =>
      guarded(bucket, { action: 's3:ListBucket', key: prefix, send: () => list(bucket, prefix) }),
    async remove(key) {
      checkStoreKey(key);
      const command = new DeleteObjectCommand({ Bucket: bucket.bucket, Key: key });
      await guarded(bucket, { action: 's3:DeleteObject', key, send: () => bucket.client.send(command) });
    },
    locate: (key) => address(bucket, key),
  };
}

function address({ bucket }: Bucket, key: string): string {
  return `s3://${bucket}/${key}`;
}

interface Call<T> {
  /** IAM name, for the message and the hint. */
  readonly action: string;
  readonly key: string;
  readonly send: () => Promise<T>;
}

async function guarded<T>(bucket: Bucket, { action, key, send }: Call<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const name = sdkFailure(error)?.name;
    const on = address(bucket, key);
    if (name === 'NoSuchBucket' || name === 'PermanentRedirect') {
      throw new InputError('store_missing', `${action} on ${on}: ${name}`, { cause: error });
    }
    throw awsError(error, { action, on, denied: 'store_denied', unavailable: 'store_unavailable' });
  }
}

/** The SDK repeats a failed request, but not a body that breaks off: that is repeated here. */
async function get(bucket: Bucket, key: string, attempts = 3): Promise<Stored | undefined> {
  const answer = await requested(bucket, key);
  if (!answer) return undefined;
  try {
    return { bytes: await answer.body.transformToByteArray(), etag: answer.etag };
  } catch (error) {
    if (attempts <= 1) throw error;
    return get(bucket, key, attempts - 1);
  }
}

async function requested({ bucket, client }: Bucket, key: string) {
  try {
    const { Body: body, ETag: etag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (body && etag) return { body, etag };
  } catch (error) {
    if (sdkFailure(error)?.name === 'NoSuchKey') return undefined;
    throw error;
  }
  throw new TransientError(
    'store_unavailable',
    `s3://${bucket}/${key} was answered without a body or an etag`,
  );
}

interface Change {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly condition: PutCondition | undefined;
}

async function put({ bucket, client }: Bucket, change: Change): Promise<string | undefined> {
  const { key, bytes, condition } = change;
  const only = condition && ('ifAbsent' in condition ? { IfNoneMatch: '*' } : { IfMatch: condition.ifMatch });
  try {
    const { ETag } = await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ...only }),
    );
    return ETag ?? '';
  } catch (error) {
    if (condition && saysConditionFailed(error)) return undefined;
    throw error;
  }
}

/** 412 another version is there, 409 another write is going on, `NoSuchKey` nothing is there to match. */
function saysConditionFailed(error: unknown): boolean {
  const failure = sdkFailure(error);
  return failure?.status === 412 || failure?.status === 409 || failure?.name === 'NoSuchKey';
}

async function list({ bucket, client }: Bucket, prefix: string): Promise<string[]> {
  // URL encoding, because XML cannot carry every character a key may hold.
  const request = { Bucket: bucket, Prefix: prefix, EncodingType: 'url' as const };
  const keys: string[] = [];
  for await (const { Contents } of paginateListObjectsV2({ client }, request)) {
    for (const { Key } of Contents ?? []) if (Key) keys.push(decoded(Key));
  }
  return keys;
}

function decoded(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
