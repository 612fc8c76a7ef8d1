import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { deployedStack } from '../../shared/adapters/aws/deployedStack.ts';
import { connectionTo } from './moto.ts';

const STACK = 'numerai-crypto-autopilot';

export interface SmallStackOptions {
  readonly endpoint: string;
  /** What the stack says it is; undefined for one from before versions. */
  readonly version?: string | undefined;
}

/**
 * A stack under the real name and with the real outputs, made in a moment: what commands look for, without the code.
 *
 * @returns its outputs
 */
export async function createSmallStack({
  endpoint,
  version,
}: SmallStackOptions): Promise<Record<string, string>> {
  const client = new CloudFormationClient(connectionTo(endpoint));
  const TemplateBody = JSON.stringify({ Resources: RESOURCES, Outputs: outputs(version) });
  await client.send(new CreateStackCommand({ StackName: STACK, TemplateBody }));
  return { ...(await deployedStack(STACK, connectionTo(endpoint)))!.outputs };
}

const functionResource = (name: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: `${STACK}-${name}`,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { ZipFile: 'exports.handler = async () => ({});' },
  },
});

const RESOURCES = {
  Store: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } },
  Alerts: { Type: 'AWS::SNS::Topic', Properties: {} },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
  },
  SubmitFunction: functionResource('submit'),
  VerifyFunction: functionResource('verify'),
  SubmitLogs: { Type: 'AWS::Logs::LogGroup', Properties: {} },
  VerifyLogs: { Type: 'AWS::Logs::LogGroup', Properties: {} },
  Page: {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: { DashboardName: STACK, DashboardBody: '{"widgets":[]}' },
  },
};

function outputs(version: string | undefined) {
  const values: Record<string, unknown> = {
    AutopilotBucket: { Ref: 'Store' },
    AutopilotSecret: `${STACK}/keys`,
    AutopilotTopic: { Ref: 'Alerts' },
    SubmitFunction: { Ref: 'SubmitFunction' },
    VerifyFunction: { Ref: 'VerifyFunction' },
    ...(version === undefined ? {} : { Version: version }),
  };
  return Object.fromEntries(Object.entries(values).map(([name, Value]) => [name, { Value }]));
}

/** Notes a bootstrap of the CDK, as `cdk bootstrap` does. */
export async function noteBootstrap(endpoint: string, version: number): Promise<void> {
  const client = new SSMClient(connectionTo(endpoint));
  const Name = '/cdk-bootstrap/hnb659fds/version';
  await client.send(
    new PutParameterCommand({ Name, Value: String(version), Type: 'String', Overwrite: true }),
  );
}

export interface SmallAlarm {
  /** Last part of its name. */
  readonly name: string;
  readonly description: string;
  /** Topic; none tells nobody. */
  readonly tells?: string;
}

/** An alarm of the stack, on a metric that nobody publishes. */
export async function createAlarm(endpoint: string, { name, description, tells }: SmallAlarm): Promise<void> {
  const client = new CloudWatchClient(connectionTo(endpoint));
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName: `${STACK}-${name}`,
      AlarmDescription: description,
      AlarmActions: tells ? [tells] : [],
      Namespace: 'NumeraiCryptoAutopilot',
      MetricName: name,
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    }),
  );
}
