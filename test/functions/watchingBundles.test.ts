import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import { parsedOutput } from '../support/functionOutput.ts';
import { type ScriptedServer, scriptedServer, status } from '../support/httpServer.ts';
import { createLocalCloud } from '../support/localCloud.ts';
import { describeMoto } from '../support/moto.ts';
import { type RunningFunction, runFunction, runtimeClient } from '../support/runtimeClient.ts';
import { bundledFolders, EXAMPLE } from '../support/synthesise.ts';

const SLOTS = [{ name: 'example_model', candidates: ['demo'] }];
const TOKEN = 'c2VjcmV0LXRva2VuLW9mLXRoaXJ0eS10d28tYnl0ZXM';
const describeRuntime = runtimeClient ? describe : describe.skip;
const skipped = runtimeClient ? '' : ' (skipped: no AWS runtime client; set AUTOPILOT_TEST_RIC)';

describeRuntime(`bundles of verify and webhook under AWS's runtime client${skipped}`, () => {
  describeMoto('against moto, the local Numerai and a local receiver', (moto) => {
    let numerai: LocalNumerai;
    /** Stands for Discord, any other webhook and a check outside AWS. */
    let receiver: ScriptedServer;
    let lambda: ScriptedServer;
    let verify: RunningFunction;
    let webhook: RunningFunction;
    let secrets: string[];

    beforeAll(async () => {
      numerai = await startNumerai({ opensInSeconds: -1800 });
      receiver = await scriptedServer();
      lambda = await scriptedServer();
      const { publicId, secretKey } = numerai.token;
      const keys = {
        NUMERAI_PUBLIC_ID: publicId,
        NUMERAI_SECRET_KEY: secretKey,
        NUMERAI_WEBHOOK_TOKEN: TOKEN,
        DISCORD_WEBHOOK_URL: `${receiver.url.href}discord/HUSHDISCORD`,
        WEBHOOK_URL: `${receiver.url.href}hook/HUSHHOOK`,
        PING_URL: `${receiver.url.href}ping/HUSHPING`,
      };
      secrets = [publicId, secretKey, TOKEN, 'HUSHDISCORD', 'HUSHHOOK', 'HUSHPING'];
      const cloud = await createLocalCloud(moto().clients(), keys);
      const environment = {
        ...cloud,
        AWS_ENDPOINT_URL: moto().endpoint,
        AWS_ENDPOINT_URL_LAMBDA: lambda.url.href,
        AUTOPILOT_SUBMIT_FUNCTION: 'submit',
        NUMERAI_API_URL: numerai.url,
        POWERTOOLS_METRICS_NAMESPACE: 'UnderTest',
        POWERTOOLS_SERVICE_NAME: 'under-test',
        NODE_OPTIONS: '--enable-source-maps',
      };
      const folders = bundledFolders({ autopilot: { ...EXAMPLE, slots: SLOTS, webhook: true } });
      const folderOf = (start: string) => [...folders].find(([text]) => text.startsWith(start))![1];
      verify = await runFunction({ folder: folderOf('Asks'), environment });
      webhook = await runFunction({ folder: folderOf('Starts'), environment });
    }, 120_000);
    afterAll(async () => {
      await Promise.all([verify?.stop(), webhook?.stop()]);
      await Promise.all([numerai?.close(), receiver?.close(), lambda?.close()]);
    });

    it('verify says that the round is at risk, to the alarms, to every channel, and outside AWS', async () => {
      receiver.script(status(204), status(503), status(200), status(200));
      expect(await verify.invoke({})).toMatchObject({
        response: { outcome: 'at-risk', rounds: [{ round: 1325, slots: [{ confirmed: false }] }] },
      });
      expect(parsedOutput(() => verify.output()).metrics()).toEqual({ VerifyRan: 1, AtRisk: 1, Missed: 0 });
      // One of the two chats was answered 503 and told again; the ping comes last.
      const paths = receiver.requests.map(({ path }) => path);
      expect(paths).toHaveLength(4);
      expect(paths).toEqual(expect.arrayContaining(['/discord/HUSHDISCORD', '/hook/HUSHHOOK']));
      expect(paths.at(-1)).toBe('/ping/HUSHPING/fail');
      const told = receiver.requests.find(({ path }) => path.startsWith('/hook/'))!;
      expect(JSON.parse(String(told.body))).toMatchObject({
        source: 'numerai-crypto-autopilot',
        event: 'atRisk',
        loud: true,
        subject: 'Round 1325 at risk: example_model not confirmed yet',
        text: expect.stringMatching(/^It costs nothing yet.*\nWhy: .*\nWhat to do: .*\nLogs: https:/s),
      });
    });

    it('verify tells the same danger no second time, and pings all the same', async () => {
      receiver.script(status(200));
      await verify.invoke({});
      expect(receiver.requests.map(({ path }) => path).slice(4)).toEqual(['/ping/HUSHPING/fail']);
      const store = s3Store({ bucket: 'autopilot-bucket', client: moto().clients().s3 });
      expect(await store.list('')).toEqual(['notices/r1325/at-risk.json']);
    });

    it('verify is not stopped by channels that are all down', async () => {
      const id = numerai.models[0]!.id;
      await numerai.seed({ modelId: id, roundNumber: 1325, filename: 'by-hand-AAAAAAAAAAAA.csv' });
      // Beyond its script the receiver answers 418.
      expect(await verify.invoke({})).toMatchObject({ response: { outcome: 'confirmed' } });
      expect(receiver.requests.at(-1)!.path).toBe('/ping/HUSHPING');
      expect(parsedOutput(() => verify.output()).lines()).toContainEqual(
        expect.objectContaining({ level: 'WARN', message: 'nobody could be told' }),
      );
    });

    it('webhook starts submit for whoever knows the token', async () => {
      lambda.script(status(202));
      const call = (rawPath: string) => ({ rawPath, requestContext: { http: { method: 'POST' } } });
      expect(await webhook.invoke(call(`/${TOKEN}`))).toMatchObject({ response: { statusCode: 200 } });
      expect(await webhook.invoke(call('/guessed'))).toMatchObject({ response: { statusCode: 404 } });
      expect(lambda.requests.map(({ path }) => path)).toEqual(['/2015-03-31/functions/submit/invocations']);
    });

    it('none writes a key', () => {
      for (const one of [verify, webhook])
        for (const secret of secrets) expect(one.output()).not.toContain(secret);
    });
  });
});
