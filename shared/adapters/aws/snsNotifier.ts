import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { reportError } from '../../errors.ts';
import type { Log, Notifier } from '../../ports.ts';
import { awsError } from './awsError.ts';

export interface Topic {
  readonly topicArn: string;
  readonly client: SNSClient;
  readonly log: Log;
}

/** SNS takes 256 KB; a character is at most three bytes. */
const MAX_TEXT = 80_000;

/**
 * Tells the subscribers of an SNS topic what is loud; a mail cannot arrive without a sound. A failure is logged and
 * never thrown.
 */
export function snsNotifier({ topicArn, client, log }: Topic): Notifier {
  return {
    async notify({ subject, text, loud }) {
      if (!loud) return;
      const Subject = emailSubject(subject);
      const Message = text.slice(0, MAX_TEXT).toWellFormed().trim() || Subject;
      try {
        await client.send(new PublishCommand({ TopicArn: topicArn, Subject, Message }));
      } catch (error) {
        const call = { action: 'sns:Publish', on: topicArn } as const;
        const failure = awsError(error, {
          ...call,
          denied: 'topic_denied',
          unavailable: 'topic_unavailable',
        });
        log.warn('nobody could be told', { subject: Subject, ...reportError(failure) });
      }
    },
  };
}

/** What SNS takes for a subject: up to 100 printable ASCII characters on one line. */
export function emailSubject(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/[\s\p{C}]+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, '?');
  return plain.trim().slice(0, 100).trim() || 'numerai-crypto-autopilot';
}
