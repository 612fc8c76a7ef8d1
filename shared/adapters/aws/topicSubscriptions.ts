import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import { askAws } from './askAws.ts';
import { sdkFailure } from './awsError.ts';

export interface Subscription {
  /** Such as `email`. */
  readonly protocol: string;
  /** Such as the address. */
  readonly endpoint: string;
  /** False until its owner has followed the link in the mail from AWS. */
  readonly confirmed: boolean;
}

/**
 * Who is told what passes through a topic; undefined when there is no such topic.
 *
 * @throws what `askAws` does
 */
export async function topicSubscriptions(
  topicArn: string,
  client: SNSClient,
): Promise<Subscription[] | undefined> {
  const send = async () => {
    const found: Subscription[] = [];
    try {
      for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn })) {
        for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? []) {
          found.push({
            protocol: Protocol,
            endpoint: Endpoint,
            confirmed: SubscriptionArn.startsWith('arn:'),
          });
        }
      }
      return found;
    } catch (error) {
      if (/NotFound/.test(sdkFailure(error)?.name ?? '')) return undefined;
      throw error;
    }
  };
  return askAws({ action: 'sns:ListSubscriptionsByTopic', on: topicArn, send });
}
