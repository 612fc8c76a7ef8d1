import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { environmentOf, type Surroundings } from './surroundings.ts';
import { WatchedFunction } from './watchedFunction.ts';

export interface WebhookFunctionProps extends Surroundings {
  /** What a call starts. */
  readonly submit: IFunction;
}

/** Where executions are set aside, a flood of calls gets this many at once, and costs accordingly little. */
const AT_ONCE = 2;

/**
 * The public address that Numerai calls when a round opens; there is one only where the settings have `webhook`.
 * Whoever does not know the token is told "not found"; whoever does can start submit, and nothing else.
 */
export class WebhookFunction extends WatchedFunction {
  /** Ends in a slash; the token goes behind it. */
  readonly url: string;

  constructor(scope: Construct, id: string, { submit, ...surroundings }: WebhookFunctionProps) {
    const { settings, keys, failures, alarmTopic } = surroundings;
    const environment = environmentOf(scope, surroundings);
    super(scope, id, {
      name: 'webhook',
      description: 'Starts submit when Numerai calls that a round has opened',
      entry: 'functions/webhook.ts',
      settings,
      environment: { ...environment, AUTOPILOT_SUBMIT_FUNCTION: submit.functionName },
      timeout: Duration.seconds(30),
      memoryMiB: 512,
      failures: failures.queue,
      reservedConcurrency: settings.reservedConcurrency && AT_ONCE,
      watch: 'errors',
      alarmTopic,
    });
    keys.allowRead(this);
    this.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [submit.functionArn] }),
    );
    const url = this.function.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    Validations.of(url).acknowledge({
      id: 'Serverless-LambdaFunctionUrlAuth',
      reason:
        'Numerai signs nothing: a token in the path, compared in constant time, stands for a signature.',
    });
    this.url = url.url;
  }
}
