import { describe, expect, it } from '@jest/globals';
import { tellAll } from '../../../shared/adapters/notify/tellAll.ts';
import type { Notice } from '../../../shared/ports.ts';

const NOTICE: Notice = { event: 'failed', loud: true, subject: 'subject', text: 'text' };

function listeners() {
  const heard: Notice[] = [];
  const listener = { notify: async (notice: Notice) => void heard.push(notice) };
  return { heard, both: [listener, listener] };
}

describe('tellAll', () => {
  it('tells everybody the same, with where the log is as the last line', async () => {
    const { heard, both } = listeners();
    await tellAll(both, { keys: {}, footer: 'Logs: there' }).notify(NOTICE);
    const expected = { ...NOTICE, text: 'text\nLogs: there' };
    expect(heard).toEqual([expected, expected]);
  });

  it('keeps every key out of subject and text, wherever it stood', async () => {
    const { heard, both } = listeners();
    const keys = { NUMERAI_SECRET_KEY: 'HUSHHUSHHUSH', WEBHOOK_URL: 'https://example.com/HUSH?a=b' };
    const text = 'refused HUSHHUSHHUSH at https://example.com/HUSH?a=b';
    await tellAll(both, { keys }).notify({ ...NOTICE, subject: 'HUSHHUSHHUSH!', text });
    expect(heard[0]).toMatchObject({ subject: '***!', text: 'refused *** at ***' });
  });

  it('takes no word apart for a key that is too short to be one', async () => {
    const { heard, both } = listeners();
    await tellAll(both, { keys: { NUMERAI_PUBLIC_ID: 'te' } }).notify(NOTICE);
    expect(heard[0]).toEqual(NOTICE);
  });
});
