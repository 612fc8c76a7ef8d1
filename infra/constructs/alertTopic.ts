import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlertTopicProps {
  /** Each is sent a mail by AWS to confirm; until then it gets nothing. */
  readonly emails: readonly string[];
}

/** What a person is to be told goes through here. */
export class AlertTopic extends Topic {
  constructor(scope: Construct, id: string, { emails }: AlertTopicProps) {
    super(scope, id, { displayName: 'Numerai Crypto autopilot', enforceSSL: true });
    for (const email of emails) this.addSubscription(new EmailSubscription(email));
    this.#allowAlarms();
    this.applyRemovalPolicy(RemovalPolicy.DESTROY);
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-SNS2',
        reason:
          'Alarms cannot publish under the AWS managed key, and an own key costs more than everything else; no secret passes here.',
      },
      {
        id: 'Serverless-SNSRedrivePolicy',
        reason: 'An e-mail that cannot be delivered has nobody to be delivered to later.',
      },
    );
  }

  allowPublish(grantee: IGrantable): void {
    const statement = new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topicArn] });
    grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }

  /** `enforceSSL` replaces the policy that lets alarms of the account in. */
  #allowAlarms(): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
