import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { expect, it } from '@jest/globals';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';
import { describeMoto } from '../support/moto.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');
const ONNX = goldenFolder('models', 'onnx-linear', 'model.onnx');
const folder = temporaryFolders();

describeMoto('the command line on AWS', (moto) => {
  it('pushes a model into the bucket, and submits with the keys of the secret', async () => {
    const numerai = await startNumerai();
    try {
      const { s3, secrets, sns } = moto().clients();
      const { publicId: NUMERAI_PUBLIC_ID, secretKey: NUMERAI_SECRET_KEY } = numerai.token;
      await s3.send(new CreateBucketCommand({ Bucket: 'cli' }));
      const keys = JSON.stringify({ NUMERAI_PUBLIC_ID, NUMERAI_SECRET_KEY });
      await secrets.send(new CreateSecretCommand({ Name: 'cli/keys', SecretString: keys }));
      const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'cli' }));
      const cwd = folder();
      const aws = {
        // As the CDK wants a cloud on this machine to be spelled.
        AWS_ENDPOINT_URL: moto().endpoint.replace('127.0.0.1', 'localhost'),
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      };
      const stack = { AUTOPILOT_BUCKET: 'cli', AUTOPILOT_SECRET: 'cli/keys', AUTOPILOT_TOPIC: TopicArn };
      const at = { cwd, env: { ...aws, ...stack, NUMERAI_API_URL: numerai.url } };
      const autopilot = { slots: [{ name: 'example_model', candidates: ['base'] }] };
      writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ context: { autopilot } }));

      const pushed = documentOf(await runCli(['model', 'push', MODEL, '--name', 'base', '--json'], at));
      expect(pushed).toMatchObject({
        promoted: true,
        path: expect.stringMatching(/^s3:\/\/cli\/models\/base\//),
        warnings: [],
      });
      const names = modelCase(resolve(ONNX, '..'), 'model.onnx').names.join(',');
      const onnx = documentOf(
        await runCli(['model', 'push', ONNX, '--name', 'net', '--features', names, '--json'], at),
      );
      expect(onnx).toMatchObject({
        kind: 'onnx',
        warnings: [expect.stringContaining('"onnx": true in the settings')],
      });
      const end = await runCli(['run', '--json'], at);
      expect(end.code).toBe(0);
      expect(documentOf(end)).toMatchObject({
        outcome: 'submitted',
        submission: 's3://cli/rounds/1325/example_model/submission.parquet',
      });
      expect(end.stdout + end.stderr).not.toContain(NUMERAI_SECRET_KEY);
    } finally {
      await numerai.close();
    }
  });
});
