import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, it } from '@jest/globals';
import { removeBucket } from '../../shared/adapters/aws/removeBucket.ts';
import { describeMoto } from '../support/moto.ts';

describeMoto('removing a bucket', (moto) => {
  it('takes every version of every object and every mark of a deletion with it', async () => {
    const client = moto().clients().s3;
    const Bucket = 'versioned';
    await client.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    for (const Body of ['one', 'two', 'three']) {
      await client.send(new PutObjectCommand({ Bucket, Key: 'models/base/current.json', Body }));
    }
    await client.send(new PutObjectCommand({ Bucket, Key: 'rounds/1/币安人生.json', Body: '{}' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'rounds/1/币安人生.json' }));

    expect(await removeBucket({ bucket: Bucket, client })).toBe(5);
    await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('is done when there is none', async () => {
    expect(await removeBucket({ bucket: 'never-was', client: moto().clients().s3 })).toBe(0);
  });
});
