import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Where AWS puts what went wrong, for two weeks. Nothing reads it but a person. */
export class FailureQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const reason = 'This queue is itself the end of the line for failures; its arrivals are alarmed.';
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
  }

  /** New failures. Arrivals, not contents: old ones would keep an alarm raised, and hide the next failure, for two weeks. */
  metricArrivals(): IMetric {
    return this.metricNumberOfMessagesSent({ statistic: 'Sum', period: Duration.minutes(5) });
  }
}
