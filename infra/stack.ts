import { resolve } from 'node:path';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { deploymentVersion } from '../shared/adapters/local/deploymentVersion.ts';
import type { DeploymentSettings } from '../shared/settings.ts';
import { AlertTopic } from './constructs/alertTopic.ts';
import { CollectFunction } from './constructs/collectFunction.ts';
import { Failures } from './constructs/failures.ts';
import { KeySecret } from './constructs/keySecret.ts';
import { OperatorDashboard } from './constructs/operatorDashboard.ts';
import { StoreBucket } from './constructs/storeBucket.ts';
import { SubmitFunction } from './constructs/submitFunction.ts';
import { VerifyFunction } from './constructs/verifyFunction.ts';
import { WebhookFunction } from './constructs/webhookFunction.ts';

const ROOT = resolve(import.meta.dirname, '..');

export interface AutopilotStackProps extends StackProps {
  readonly settings: DeploymentSettings;
}

/** Everything there is in AWS. It belongs to no account and region: it goes where it is deployed to. */
export class AutopilotStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: AutopilotStackProps) {
    super(scope, id, props);
    // The CDK has a function depend on its role twice over, which cfn-lint would warn of.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    const store = new StoreBucket(this, 'Store');
    const keys = new KeySecret(this, 'Keys');
    const alerts = new AlertTopic(this, 'Alerts', { emails: settings.alertEmails });
    const failures = new Failures(this, 'Failures', { alarmTopic: alerts });
    const surroundings = { settings, store, keys, alerts, failures, alarmTopic: alerts };
    const submit = new SubmitFunction(this, 'Submit', surroundings);
    const submitLogs = submit.logs;
    const verify = new VerifyFunction(this, 'Verify', { ...surroundings, submitLogs });
    const collect = settings.market && new CollectFunction(this, 'Collect', surroundings);
    const webhook =
      settings.webhook && new WebhookFunction(this, 'Webhook', { ...surroundings, submit: submit.function });
    const dashboard = new OperatorDashboard(this, 'Page', { submitLogs, failures: failures.queue });

    this.#tell(
      'AutopilotBucket',
      store.bucketName,
      'S3 bucket of models and rounds; kept when the stack is destroyed',
    );
    this.#tell('AutopilotSecret', keys.secretName, 'Secret that holds the keys');
    this.#tell('AutopilotTopic', alerts.topicArn, 'SNS topic of the alarms');
    this.#tell('SubmitFunction', submit.function.functionName, 'Lambda function that submits');
    this.#tell('VerifyFunction', verify.function.functionName, 'Lambda function that watches the slots');
    if (collect) {
      this.#tell(
        'CollectFunction',
        collect.function.functionName,
        'Lambda function that collects market data',
      );
    }
    if (webhook) {
      const address = 'Address that Numerai calls, less its token: webhook on registers it';
      this.#tell('WebhookUrl', webhook.url, address);
      this.#tell('WebhookFunction', webhook.function.functionName, 'Lambda function that Numerai calls');
    }
    this.#tell('Dashboard', dashboard.address, 'Page of all rounds and alarms');
    this.#tell(
      'Version',
      deploymentVersion(ROOT, settings),
      'What was deployed: doctor compares it with what is here',
    );
    this.#tell('NextSteps', nextSteps(settings), 'What is left to do by hand');
  }

  #tell(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}

function nextSteps({ alertEmails, webhook }: DeploymentSettings): string {
  const mail =
    alertEmails.length > 0
      ? `confirm the mail that AWS sent to ${alertEmails.join(', ')}`
      : 'nobody is told of failures: put addresses into alertEmails in cdk.json and deploy again';
  return [
    'store the Numerai keys: npm run -s autopilot -- keys set',
    'store a model: npm run -s autopilot -- model push FILE --name NAME',
    mail,
    ...(webhook ? ['have Numerai call when a round opens: npm run -s autopilot -- webhook on'] : []),
    'try it without submitting: npm run -s autopilot -- run --dry-run',
  ]
    .map((step, i) => `${i + 1}. ${step}`)
    .join('; ');
}
