import { createServer } from 'node:http';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { emailSubject, snsNotifier } from '../../shared/adapters/aws/snsNotifier.ts';
import { clientsFor, describeMoto } from '../support/moto.ts';
import { recordingLog } from '../support/recordingLog.ts';

const LOUD = { event: 'missed', loud: true } as const;

describeMoto('snsNotifier on moto', (moto) => {
  it('reaches a subscriber with subject and text', async () => {
    let deliver: (body: string) => void = () => undefined;
    const delivered = new Promise<string>((resolve) => {
      deliver = resolve;
    });
    const subscriber = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        response.end();
        deliver(body);
      });
    });
    await new Promise<void>((resolve) => subscriber.listen(0, '127.0.0.1', resolve));
    const address = subscriber.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { sns: client } = moto().clients();
    const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: 'alerts' }));
    const endpoint = `http://127.0.0.1:${port}`;
    await client.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: endpoint }));

    const log = recordingLog();
    const notifier = snsNotifier({ topicArn: TopicArn, client, log });
    await notifier.notify({
      ...LOUD,
      subject: 'Round 812 – missed\nnow',
      text: 'slot bäse 😀: no confirmed submission',
    });
    expect(JSON.parse(await delivered)).toMatchObject({
      Subject: 'Round 812 - missed now',
      Message: 'slot bäse 😀: no confirmed submission',
    });
    expect(log.entries).toEqual([]);
    subscriber.closeAllConnections();
    subscriber.close();
  });

  it('does not fail the run when the topic is gone: it says so in the log', async () => {
    const log = recordingLog();
    const topicArn = 'arn:aws:sns:us-east-1:123456789012:nobody';
    const notifier = snsNotifier({ topicArn, client: moto().clients().sns, log });
    await notifier.notify({ ...LOUD, subject: 'hello', text: 'text' });
    expect(log.entries).toEqual([
      {
        level: 'warn',
        message: 'nobody could be told',
        fields: expect.objectContaining({ subject: 'hello' }),
      },
    ]);
  });

  it('sends an empty text and half a character as something SNS takes', async () => {
    const { sns: client } = moto().clients();
    const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: 'odd' }));
    const log = recordingLog();
    const notifier = snsNotifier({ topicArn: TopicArn, client, log });
    await notifier.notify({ ...LOUD, subject: '', text: '' });
    await notifier.notify({ ...LOUD, subject: '😀', text: `${'x'.repeat(79_999)}😀` });
    expect(log.entries).toEqual([]);
  });
});

describe('snsNotifier without SNS', () => {
  it('mails nothing that is to be silent', async () => {
    const log = recordingLog();
    const { sns: client } = clientsFor('http://127.0.0.1:1');
    const silent = { ...LOUD, loud: false, subject: 'a', text: 'b' };
    await snsNotifier({ topicArn: 'arn:x', client, log }).notify(silent);
    expect(log.entries).toEqual([]);
  });

  it('logs why nobody could be told, with the code', async () => {
    const log = recordingLog();
    const { sns: client } = clientsFor('http://127.0.0.1:1');
    await snsNotifier({ topicArn: 'arn:x', client, log }).notify({ ...LOUD, subject: 'a', text: 'b' });
    expect(log.entries.map((entry) => entry.fields)).toEqual([
      expect.objectContaining({
        code: 'topic_unavailable',
        message: expect.stringContaining('ECONNREFUSED'),
      }),
    ]);
  });
});

describe('emailSubject', () => {
  it.each([
    ['Round 812 missed', 'Round 812 missed'],
    ['ünïcode – “quoted”', 'unicode - ?quoted?'],
    ['two\r\nBcc: lines', 'two Bcc: lines'],
    ['  \n ', 'numerai-crypto-autopilot'],
    ['😀', '?'],
  ])('makes %j fit', (text, subject) => {
    expect(emailSubject(text)).toBe(subject);
  });

  it('is always 1 to 100 printable ASCII characters without a blank at the ends, and done at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const subject = emailSubject(text);
        expect(subject).toMatch(/^(?! )[\x20-\x7e]{1,100}(?<! )$/);
        expect(emailSubject(subject)).toBe(subject);
      }),
    );
  });
});
