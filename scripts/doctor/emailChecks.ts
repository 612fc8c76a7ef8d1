import type { Subscription } from '../../shared/adapters/aws/topicSubscriptions.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** Whether everybody who is to be told is told: an alarm that reaches nobody is decoration. */
export function emailChecks(
  wanted: readonly string[] | undefined,
  subscriptions: readonly Subscription[] | undefined,
): Check[] {
  if (!subscriptions) return [fail('email', 'the topic of the alarms does not exist', 'Run npm run deploy.')];
  if (!wanted?.length && subscriptions.length === 0) {
    const hint = 'Put an address into alertEmails in cdk.json, then npm run deploy.';
    return [warn('email', 'nobody is told of failures by e-mail', hint)];
  }
  const missing = (wanted ?? []).filter(
    (address) => !subscriptions.some(({ endpoint }) => endpoint === address),
  );
  return [
    ...subscriptions.map(subscriptionCheck),
    ...missing.map((address) => fail('email', `${address} is not subscribed`, 'Run npm run deploy.')),
  ];
}

function subscriptionCheck({ endpoint, confirmed }: Subscription): Check {
  if (confirmed) return ok('email', `${endpoint} has confirmed and is told of alarms`);
  const hint =
    'Open the mail "AWS Notification - Subscription Confirmation" (look under spam) and press Confirm; it lapses after 2 days, then take the address out of alertEmails, deploy, put it back and deploy again.';
  return fail('email', `${endpoint} has not confirmed, so no alarm reaches it`, hint);
}
