import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { RefusedError } from '../../errors.ts';
import { askAws } from './askAws.ts';
import { sdkFailure } from './awsError.ts';
import type { Bucket } from './s3Store.ts';

/**
 * Deletes a bucket with every version of everything in it, for good.
 *
 * @returns how many versions there were; 0 when there is no such bucket
 * @throws what `askAws` does; RefusedError `request_refused` when S3 keeps an object
 */
export async function removeBucket(target: Bucket): Promise<number> {
  const { bucket, client } = target;
  try {
    const removed = await emptied(target);
    const send = () => client.send(new DeleteBucketCommand({ Bucket: bucket }));
    await askAws({ action: 's3:DeleteBucket', on: bucket, send });
    return removed;
  } catch (error) {
    if (sdkFailure(error)?.name === 'NoSuchBucket') return 0;
    throw error;
  }
}

/** From the first page until there is none: what was listed is gone, so no marker is needed. */
async function emptied(target: Bucket): Promise<number> {
  let removed = 0;
  for (;;) {
    const page = await versions(target);
    if (page.length === 0) return removed;
    await removeVersions(target, page);
    removed += page.length;
  }
}

async function versions({ bucket, client }: Bucket): Promise<ObjectIdentifier[]> {
  const send = () => client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  const { Versions = [], DeleteMarkers = [] } = await askAws({
    action: 's3:ListBucketVersions',
    on: bucket,
    send,
  });
  return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
}

async function removeVersions({ bucket, client }: Bucket, Objects: ObjectIdentifier[]): Promise<void> {
  const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
  const send = () => client.send(command);
  const { Errors = [] } = await askAws({ action: 's3:DeleteObjectVersion', on: bucket, send });
  const [first] = Errors;
  if (first) {
    const more = `${Errors.length} of ${Objects.length} versions`;
    throw new RefusedError('request_refused', `s3://${bucket}: ${more} stay, ${first.Key}: ${first.Code}`);
  }
}
