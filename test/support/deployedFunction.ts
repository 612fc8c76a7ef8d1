import { createHash } from 'node:crypto';
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
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});
export type Configuration = z.infer<typeof Configuration>;

/** How a function is configured now; undefined when there is none of that name. */
export async function functionConfiguration(moto: Moto, name: string): Promise<Configuration | undefined> {
  const scope = 'Credential=test/20261124/us-east-1/lambda/aws4_request';
  const Authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`;
  const url = `${moto.endpoint}/2015-03-31/functions/${name}/configuration`;
  const answer = await fetch(url, { headers: { Authorization } });
  return answer.status === 404 ? undefined : Configuration.parse(await answer.json());
}

/** Unpacks the archive of a function into a folder: the code as it was deployed. */
export async function fetchDeployedCode(
  moto: Moto,
  { name, folder }: { readonly name: string; readonly folder: string },
): Promise<string[]> {
  const { CodeSha256 } = (await functionConfiguration(moto, name))!;
  const archive = (await archives(moto)).find((bytes) => sha256(bytes) === CodeSha256);
  const files = unzip(archive!);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return [...files.keys()].sort();
}

/** Every zip file among the assets. */
async function archives(moto: Moto): Promise<Buffer[]> {
  const { s3 } = moto.clients();
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: ASSETS }));
  const keys = Contents.map(({ Key = '' }) => Key).filter((key) => key.endsWith('.zip'));
  return Promise.all(
    keys.map(async (Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: ASSETS, Key }));
      return Buffer.from(await Body!.transformToByteArray());
    }),
  );
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
