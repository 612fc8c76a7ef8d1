import { beforeAll, describe, expect, it } from '@jest/globals';
import { appWith, EVERYTHING, EXAMPLE, templateOf } from '../support/synthesise.ts';
import { type TemplateView, templateView } from '../support/templateView.ts';

let view: TemplateView;
beforeAll(() => {
  view = templateView(templateOf(appWith({ autopilot: EVERYTHING })));
});

const SECRET_ARN = {
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':secretsmanager:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':secret:numerai-crypto-autopilot/keys-??????',
    ],
  ],
};

const objects = (prefix: string) => ({ 'Fn::Join': ['', [view.arnOf('Store'), `/${prefix}/*`]] });
const allowed = (Action: string | string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

/** What every function may do: write its log, leave a failure, read the keys, tell a person. */
const always = (name: string) => [
  allowed(['logs:CreateLogStream', 'logs:PutLogEvents'], view.arnOf(`${name}Logs`)),
  allowed('sqs:SendMessage', view.arnOf('FailuresQueue')),
  allowed('secretsmanager:GetSecretValue', SECRET_ARN),
  allowed('sns:Publish', { Ref: view.logicalId('Alerts') }),
];

describe('submit', () => {
  it('reads models, market data and tables of the user, reads and writes rounds, and notes what was told', () => {
    expect(view.statementsOf('SubmitRole')).toEqual([
      ...always('Submit'),
      allowed('s3:ListBucket', view.arnOf('Store')),
      allowed('s3:GetObject', ['market', 'models', 'rounds', 'user'].map(objects)),
      allowed('s3:PutObject', ['notices', 'rounds'].map(objects)),
    ]);
  });

  it('does not read market data where there is none', () => {
    const without = templateView(templateOf(appWith({ autopilot: EXAMPLE })));
    expect(without.statementsOf('SubmitRole')).toContainEqual(
      allowed('s3:GetObject', ['models', 'rounds', 'user'].map(objects)),
    );
  });
});

describe('collect', () => {
  it('reads which tokens are in the rounds, reads and writes market data, and notes what was told', () => {
    expect(view.statementsOf('CollectRole')).toEqual([
      ...always('Collect'),
      allowed('s3:ListBucket', view.arnOf('Store')),
      allowed('s3:GetObject', ['market', 'rounds'].map(objects)),
      allowed('s3:PutObject', ['market', 'notices'].map(objects)),
    ]);
  });
});

describe('webhook', () => {
  it('reads the token and starts submit, and has no access to the store', () => {
    const [log, failure, keys] = always('Webhook');
    const start = allowed('lambda:InvokeFunction', view.arnOf('SubmitFunction'));
    expect(view.statementsOf('WebhookRole')).toEqual([log, failure, keys, start]);
  });
});

describe('verify', () => {
  it('reads nothing of the store, for it asks Numerai, and only notes what was told', () => {
    expect(view.statementsOf('VerifyRole')).toEqual([
      ...always('Verify'),
      allowed('s3:PutObject', objects('notices')),
    ]);
  });
});

describe('every function', () => {
  it('is told where everything is, and no secret', () => {
    const functions = view.properties('AWS::Lambda::Function');
    expect(functions).toHaveLength(4);
    for (const { Environment, Description } of functions) {
      const starts = { AUTOPILOT_SUBMIT_FUNCTION: { Ref: view.logicalId('SubmitFunction') } };
      expect(Environment).toEqual({
        Variables: {
          ...(/^Starts submit/.test(String(Description)) ? starts : {}),
          AUTOPILOT_BUCKET: { Ref: view.logicalId('Store') },
          AUTOPILOT_SECRET: 'numerai-crypto-autopilot/keys',
          AUTOPILOT_TOPIC: { Ref: view.logicalId('Alerts') },
          NODE_OPTIONS: '--enable-source-maps',
          POWERTOOLS_METRICS_NAMESPACE: 'NumeraiCryptoAutopilot',
          POWERTOOLS_SERVICE_NAME: 'numerai-crypto-autopilot',
        },
      });
    }
  });
});
