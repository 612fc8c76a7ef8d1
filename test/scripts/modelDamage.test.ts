import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { folder, other, push, spoil } from '../support/modelShelf.ts';
import { documentOf, runCli } from '../support/runCli.ts';

describe('a store with damage in it', () => {
  it('is listed as far as it can be read, and checked model by model', async () => {
    const cwd = folder();
    const store = directoryStore(join(cwd, '.autopilot'));
    const first = (await push(store)).manifest.version;
    const second = (await push(store, { bytes: other.model })).manifest.version;
    await push(store, { name: 'sound' });
    await push(store, { name: 'lost' });
    await spoil(store, `models/base/${second}/manifest.json`, (text) => text.slice(9));
    await spoil(store, `models/base/${first}/model.txt`, (text) => `${text} `);
    await spoil(store, 'models/lost/current.json', () => '[]');

    const listed = await runCli(['model', 'list', '--local'], { cwd });
    expect(listed.code).toBe(0);
    expect(listed.stdout).toMatch(new RegExp(`${second} +no +damaged +\\? +\\? +\\?`));
    expect(listed.stdout).toMatch(
      new RegExp(`${first} +yes, since 2026-11-23 10:15 +lightgbm-text +5 +none`),
    );
    expect(listed.stdout).toContain('unclear: model check');

    const checked = await runCli(['model', 'check', '--local', '--json'], { cwd });
    expect(checked.code).toBe(1);
    const { checks, ok } = documentOf(checked) as {
      ok: boolean;
      checks: { status: string; message: string }[];
    };
    expect(ok).toBe(false);
    const ofModels = checks.filter(({ message }) => message.startsWith('model '));
    expect(ofModels.map(({ status, message }) => `${status} ${message}`)).toEqual([
      expect.stringMatching(/^FAIL model base: .*model\.txt of model base has sha256/),
      expect.stringMatching(
        /^FAIL model lost: model_damaged: models\/lost\/current\.json is not what it must be/,
      ),
      expect.stringMatching(/^ok model sound .*: lightgbm-text, 5 features, 8 probe rows agree$/),
    ]);
  });
});
