import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import type { AwsClients } from '../../shared/adapters/aws/awsClients.ts';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';

const DEMO_MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');

export interface LocalCloud {
  readonly AUTOPILOT_BUCKET: string;
  readonly AUTOPILOT_SECRET: string;
  readonly AUTOPILOT_TOPIC: string;
}

/** What a deployment creates, without one: a bucket, a secret that holds `keys`, a topic. */
export async function createLocalCloud(
  clients: AwsClients,
  keys: Record<string, string>,
): Promise<LocalCloud> {
  const AUTOPILOT_BUCKET = 'autopilot-bucket';
  const AUTOPILOT_SECRET = 'numerai-crypto-autopilot/keys';
  await clients.s3.send(new CreateBucketCommand({ Bucket: AUTOPILOT_BUCKET }));
  await createKeys(clients, keys);
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  return { AUTOPILOT_BUCKET, AUTOPILOT_SECRET, AUTOPILOT_TOPIC: TopicArn! };
}

export async function createKeys({ secrets }: AwsClients, keys: Record<string, string>): Promise<void> {
  const Name = 'numerai-crypto-autopilot/keys';
  await secrets.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(keys) }));
}

/** Stores the shipped model as `demo`, as `model push` would. */
export async function pushDemoModel({ s3 }: AwsClients, bucket: string): Promise<void> {
  const store = s3Store({ bucket, client: s3 });
  const bytes = readFileSync(DEMO_MODEL);
  await pushModel(store, { name: 'demo', file: 'demo-model.txt', bytes, createdAt: new Date() });
}

/** Stores a model of one computed market feature as `trend`. */
export async function pushTrendModel({ s3 }: AwsClients, bucket: string): Promise<void> {
  const document = { kind: 'linear', features: ['momentum_20'], coefficients: [1], intercept: 0 };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  await pushModel(s3Store({ bucket, client: s3 }), {
    name: 'trend',
    file: 'trend.json',
    bytes,
    createdAt: new Date(),
  });
}

/** Replaces what the secret holds. */
export async function setKeys({ secrets }: AwsClients, keys: Record<string, string>): Promise<void> {
  const SecretId = 'numerai-crypto-autopilot/keys';
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(keys) }));
}
