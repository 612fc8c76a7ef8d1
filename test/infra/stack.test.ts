import { beforeAll, describe, expect, it } from '@jest/globals';
import { appWith, EVERYTHING, templateOf } from '../support/synthesise.ts';
import {
  allowing,
  type Resource,
  statementsIn,
  type TemplateView,
  templateView,
} from '../support/templateView.ts';

/** An ordinary stack, and one with everything there can be. */
let view: TemplateView;
let whole: TemplateView;
beforeAll(() => {
  view = templateView(templateOf(appWith()));
  whole = templateView(templateOf(appWith({ autopilot: EVERYTHING })));
});

describe('schedules', () => {
  it('tick in UTC, once: submit often in the window and around the clock, verify every ten minutes', () => {
    const schedules = view.properties('AWS::Scheduler::Schedule');
    expect(schedules.map(({ ScheduleExpression }) => ScheduleExpression).sort()).toEqual([
      'cron(0/5 12-14 * * ? *)',
      'cron(3,23,43 * * * ? *)',
      'cron(55 11 * * ? *)',
      'cron(7/10 * * * ? *)',
    ]);
    for (const schedule of schedules) {
      const verifies = schedule.ScheduleExpression === 'cron(7/10 * * * ? *)';
      expect(schedule).toMatchObject({
        ScheduleExpressionTimezone: 'Etc/UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        State: 'ENABLED',
        Target: {
          Arn: view.arnOf(verifies ? 'VerifyFunction' : 'SubmitFunction'),
          DeadLetterConfig: { Arn: view.arnOf('FailuresQueue') },
          Input: '{}',
          RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        },
      });
    }
  });

  it.each(['Submit', 'Verify'])('of %s may start it and report a lost tick, and nothing else', (name) => {
    expect(view.statementsOf(`${name}TicksRole`)).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: view.arnOf(`${name}Function`) },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: view.arnOf('FailuresQueue') },
    ]);
  });

  it('lend their role to the scheduler of this account only', () => {
    const { AssumeRolePolicyDocument } =
      view.resources('AWS::IAM::Role')[view.logicalId('SubmitTicksRole')]!.Properties;
    expect(AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });
});

describe('every function', () => {
  const functions = () => Object.entries(whole.resources('AWS::Lambda::Function'));

  it('runs on Node 24 and arm64, ends by itself, and leaves traces that can be read', () => {
    expect(functions()).toHaveLength(4);
    for (const [, { Properties }] of functions()) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(Properties.Timeout).toBeGreaterThanOrEqual(30);
      expect(Properties).toMatchObject({ LoggingConfig: { LogFormat: 'JSON' } });
      expect(Properties).toMatchObject({
        Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
      });
    }
  });

  it('has a log group of the stack, with an end to it', () => {
    for (const [, { Properties }] of functions()) {
      const { LogGroup } = Properties.LoggingConfig as { LogGroup: { Ref: string } };
      expect(whole.resources('AWS::Logs::LogGroup')[LogGroup.Ref]!.Properties).toMatchObject({
        RetentionInDays: 90,
      });
    }
  });

  it('is never repeated by Lambda, and its failures go to the one queue for them', () => {
    const configs = whole.properties('AWS::Lambda::EventInvokeConfig');
    for (const [id] of functions()) {
      expect(configs).toContainEqual({
        FunctionName: { Ref: id },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 0,
        MaximumEventAgeInSeconds: 60,
        DestinationConfig: { OnFailure: { Destination: whole.arnOf('FailuresQueue') } },
      });
    }
  });

  it('reserves no concurrency unless told to, so that it deploys to an account that has little', () => {
    for (const one of view.properties('AWS::Lambda::Function'))
      expect(one).not.toHaveProperty('ReservedConcurrentExecutions');
    const reserving = templateOf(appWith({ reservedConcurrency: '1' }));
    reserving.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 1 });
    expect(() => appWith({ reservedConcurrency: 'many' })).toThrow(/at reservedConcurrency/);
  });
});

describe('permissions', () => {
  it('name their actions and resources: no * for either', () => {
    const statements = allowing(whole.properties('AWS::IAM::Policy').flatMap(statementsIn));
    expect(statements.length).toBeGreaterThan(5);
    for (const { Action, Resource } of statements) {
      for (const action of [Action].flat()) expect(action).not.toContain('*');
      for (const resource of [Resource].flat()) expect(resource).not.toBe('*');
    }
  });

  it('come from no managed policy', () => {
    for (const role of whole.properties('AWS::IAM::Role'))
      expect(role).not.toHaveProperty('ManagedPolicyArns');
  });

  it('let nobody in from outside', () => {
    const types = ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'];
    const statements = types.flatMap(view.properties).flatMap(statementsIn);
    expect(allowing(statements)).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]);
    view.template.resourceCountIs('AWS::Lambda::Url', 0);
    view.template.resourceCountIs('AWS::Lambda::Permission', 0);
  });

  it('let anybody call the webhook, where there is one, through its address and nothing else', () => {
    whole.template.resourceCountIs('AWS::Lambda::Url', 1);
    const FunctionName = whole.arnOf('WebhookFunction');
    expect(whole.properties('AWS::Lambda::Permission')).toEqual([
      { Action: 'lambda:InvokeFunctionUrl', FunctionName, FunctionUrlAuthType: 'NONE', Principal: '*' },
      { Action: 'lambda:InvokeFunction', FunctionName, InvokedViaFunctionUrl: true, Principal: '*' },
    ]);
    whole.template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Starts submit when Numerai calls that a round has opened',
      ReservedConcurrentExecutions: 2,
    });
  });

  it('refuse connections without TLS to everything that takes them', () => {
    const types = ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'];
    const noTls = { Bool: { 'aws:SecureTransport': 'false' } };
    for (const policy of types.flatMap(view.properties)) {
      expect(statementsIn(policy)).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: noTls }),
      );
    }
  });
});

describe('what is kept', () => {
  it('is the bucket; everything else goes with the stack', () => {
    const functionNames = Object.keys(whole.resources('AWS::Lambda::Function'));
    const stateful = /^AWS::(S3::Bucket|SecretsManager::Secret|SQS::Queue|SNS::Topic|Logs::LogGroup)$/;
    const all = Object.values(whole.template.toJSON().Resources as Record<string, Resource>);
    const chosen = all.filter(({ Type }) => stateful.test(Type));
    const policies = chosen.map(({ Type, DeletionPolicy, UpdateReplacePolicy }) => [
      Type,
      DeletionPolicy,
      UpdateReplacePolicy,
    ]);
    expect(policies.sort()).toEqual([
      ...functionNames.map(() => ['AWS::Logs::LogGroup', 'Delete', 'Delete']),
      ['AWS::S3::Bucket', 'Retain', 'Retain'],
      ['AWS::SNS::Topic', 'Delete', 'Delete'],
      ['AWS::SQS::Queue', 'Delete', 'Delete'],
      ['AWS::SecretsManager::Secret', 'Delete', 'Delete'],
    ]);
  });

  it('is closed to the public, encrypted and versioned, and old versions of rounds go after 30 days', () => {
    view.template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
    const { Rules } = view.properties('AWS::S3::Bucket')[0]!.LifecycleConfiguration as { Rules: unknown[] };
    expect(Rules).toContainEqual(
      expect.objectContaining({ Prefix: 'rounds/', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }),
    );
    const forgotten = { Prefix: 'notices/', ExpirationInDays: 30 };
    expect(Rules).toContainEqual(expect.objectContaining(forgotten));
    expect(Rules.filter((rule) => 'ExpirationInDays' in (rule as object))).toHaveLength(1);
  });

  it('has a place for keys, and no key', () => {
    view.template.hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: 'numerai-crypto-autopilot/keys',
      GenerateSecretString: {
        SecretStringTemplate: '{"NUMERAI_PUBLIC_ID":"","NUMERAI_SECRET_KEY":""}',
        GenerateStringKey: 'placeholder',
      },
    });
  });
});
