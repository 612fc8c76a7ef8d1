import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import { bundleOf } from '../support/bundleOf.ts';
import { createLocalCloud } from '../support/localCloud.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';
import { describeMoto } from '../support/moto.ts';
import { EXAMPLE } from '../support/synthesise.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const SLOTS = [{ name: 'example_model', candidates: ['net'] }];
const newFolder = temporaryFolders();

describeMoto('the bundle of submit, by plain node', (moto) => {
  it('submits with an ONNX model where the settings want the runtime', async () => {
    const settings = { ...EXAMPLE, slots: SLOTS, onnx: true };
    const folder = bundleOf({ entry: 'functions/submit.ts', settings }, newFolder());
    const numerai = await startNumerai({ opensInSeconds: -600 });
    try {
      const { publicId, secretKey } = numerai.token;
      const clients = moto().clients();
      const cloud = await createLocalCloud(clients, {
        NUMERAI_PUBLIC_ID: publicId,
        NUMERAI_SECRET_KEY: secretKey,
      });
      const { model: bytes, names: features } = modelCase(goldenFolder('models/onnx-mlp'), 'model.onnx');
      const store = s3Store({ bucket: cloud.AUTOPILOT_BUCKET, client: clients.s3 });
      await pushModel(store, { name: 'net', file: 'net.onnx', bytes, features, createdAt: new Date() });

      const env = {
        ...cloud,
        AWS_ENDPOINT_URL: moto().endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        NUMERAI_API_URL: numerai.url,
      };
      const address = JSON.stringify(pathToFileURL(join(folder, 'index.mjs')).href);
      const context = '{ awsRequestId: "one", getRemainingTimeInMillis: () => 240_000 }';
      const script = `import(${address}).then(({ handler }) => handler({}, ${context}))`;
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: folder, env });
      expect(stdout).toContain('predicted by onnx');
      expect(numerai.submissions()).toHaveLength(1);
    } finally {
      await numerai.close();
    }
  });
});
