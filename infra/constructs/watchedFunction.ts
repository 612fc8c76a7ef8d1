import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  type IGrantable,
  type IPrincipal,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../../shared/settings.ts';
import { bundledCode } from './bundledCode.ts';
import { type AlarmTopic, OperatorAlarm } from './operatorAlarm.ts';

export interface WatchedFunctionProps {
  /** Short name, part of alarm names. */
  readonly name: string;
  readonly description: string;
  /** Handler file, from the repository's root. */
  readonly entry: string;
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  readonly memoryMiB: number;
  /** Where every invocation goes that ends in an error; watched by whoever owns the queue. */
  readonly failures: IQueue;
  /** Executions set aside for it. Leave it out in an account whose concurrency limit is 10: AWS keeps 10 unreserved. */
  readonly reservedConcurrency?: number | undefined;
  /**
   * `duration` (default): an alarm before the time-out; `errors`: one at every failure, for a function whose caller
   * waits, so that no failure reaches the queue.
   */
  readonly watch?: 'duration' | 'errors';
  readonly alarmTopic: AlarmTopic;
}

/** Share of the time-out from which on a run counts as nearly stopped. */
const NEAR_TIMEOUT = 0.8;

/** A Lambda with its log group, a role that may do nothing else yet, a place for failures and an alarm of its own. */
export class WatchedFunction extends Construct implements IGrantable {
  /** Short, such as `submit`. */
  readonly name: string;
  readonly function: LambdaFunction;
  readonly logs: LogGroup;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: WatchedFunctionProps) {
    super(scope, id);
    this.name = props.name;
    this.logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = this.#role(props.failures);
    this.grantPrincipal = role;
    this.function = this.#function(props, role);
    if (props.watch === 'errors') this.#watchErrors(props);
    else this.#watchDuration(props);
  }

  #role(failures: IQueue): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logs.grantWrite(role);
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }));
    return role;
  }

  #function(props: WatchedFunctionProps, role: Role): LambdaFunction {
    const { entry, description, settings, environment, timeout, memoryMiB, failures } = props;
    const created = new LambdaFunction(this, 'Function', {
      code: bundledCode({ entry, settings }),
      handler: 'index.handler',
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMiB,
      timeout,
      role,
      logGroup: this.logs,
      loggingFormat: LoggingFormat.JSON,
      reservedConcurrentExecutions: props.reservedConcurrency,
      // The next tick repeats a run, with fresh data; Lambda would repeat it blindly.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      // SqsDestination would grant reading the queue's attributes, too.
      onFailure: { bind: () => ({ destination: failures.queueArn }) },
      environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
    });
    Validations.of(created).acknowledge(
      { id: 'Serverless-LambdaDLQ', reason: 'Its failure destination gets the same events, with the error.' },
      {
        id: 'Serverless-LambdaTracing',
        reason: 'One function and no service behind it: its log tells a run whole.',
      },
    );
    return created;
  }

  #watchErrors({ name, alarmTopic }: WatchedFunctionProps): void {
    new OperatorAlarm(this, 'Failed', {
      name: `${name}-failed`,
      metric: this.function.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      happened: `A call of ${name} ended in an error.`,
      costs: 'Nothing: the schedules start submit all the same, up to 20 minutes later.',
      toDo: 'Read "Invocation failed" in the log: it holds the reason and a hint.',
      logs: this.logs,
      alarmTopic,
    });
  }

  #watchDuration({ name, timeout, alarmTopic }: WatchedFunctionProps): void {
    const seconds = timeout.toSeconds();
    new OperatorAlarm(this, 'NearTimeout', {
      name: `${name}-near-timeout`,
      metric: this.function.metricDuration({ statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: seconds * NEAR_TIMEOUT * 1000,
      happened: `A run of ${name} took over ${seconds * NEAR_TIMEOUT} of the ${seconds} seconds it may take.`,
      costs: 'Nothing yet. A run that is stopped leaves its work to the next one.',
      toDo: `Read in the log which service was slow. With many slots, raise memoryMiB in infra/constructs/${name}Function.ts.`,
      logs: this.logs,
      alarmTopic,
    });
  }
}
