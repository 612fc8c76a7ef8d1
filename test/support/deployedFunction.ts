import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { Moto } from './moto.ts';
import { unzip } from './unzip.ts';

const ASSETS = 'cdk-hnb659fds-assets-123456789012-us-east-1';
const Configuration = z.object({
  CodeSha256: z.string(),
  Handler: z.string(),
  Runtime: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});
export type Configuration = z.infer<typeof Configuration>;

/** How a function is configured now; undefined when there is none of that name. Asked without the SDK, which has no Lambda client here. */
export async function functionConfiguration(moto: Moto, name: string): Promise<Configuration | undefined> {
  const scope = 'Credential=test/20261124/us-east-1/lambda/aws4_request';
  const Authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`;
  const url = `${moto.endpoint}/2015-03-31/functions/${name}/configuration`;
  const answer = await fetch(url, { headers: { Authorization } });
  return answer.status === 404 ? undefined : Configuration.parse(await answer.json());
}

/** Unpacks the newest archive among the assets into a folder: the code as it was deployed. */
export async function fetchDeployedCode(moto: Moto, folder: string): Promise<string[]> {
  const { s3 } = moto.clients();
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: ASSETS }));
  const archives = Contents.filter(({ Key }) => Key?.endsWith('.zip'));
  const [newest] = archives.sort((a, b) => b.LastModified!.getTime() - a.LastModified!.getTime());
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: ASSETS, Key: newest?.Key }));
  const files = unzip(Buffer.from(await Body!.transformToByteArray()));
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return [...files.keys()].sort();
}
