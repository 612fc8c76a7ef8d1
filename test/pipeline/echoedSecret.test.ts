import { expect, it } from '@jest/globals';
import { useDay } from '../support/day.ts';

const begin = useDay();

it('keeps a secret key out of the document and the log that the server hands back as a model name', async () => {
  const secretKey = 'S'.repeat(64);
  const scopes = ['upload_submission', 'read_submission_info', 'read_user_info'];
  const { tick, log } = await begin({
    settings: { slots: [{ name: 'nobody', candidates: ['base'] }] },
    numerai: {
      tokens: [{ publicId: 'P'.repeat(32), secretKey, scopes }],
      models: [{ id: 'x', name: secretKey, tournament: 12 }],
    },
  });
  const document = await tick();
  expect(document.slots[0]?.error).toMatchObject({
    code: 'unknown_slot',
    message: expect.stringMatching(/it has: \*\*\*$/),
  });
  expect(JSON.stringify([document, log.entries])).not.toContain(secretKey);
});
