import { beforeAll, describe, expect, it } from '@jest/globals';
import { appWith, templateOf } from '../support/synthesise.ts';
import { type TemplateView, templateView } from '../support/templateView.ts';

let view: TemplateView;
beforeAll(() => {
  view = templateView(templateOf(appWith()));
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
  it('reads models and tables of the user, reads and writes rounds, and notes what was told', () => {
    expect(view.statementsOf('SubmitRole')).toEqual([
      ...always('Submit'),
      allowed('s3:ListBucket', view.arnOf('Store')),
      allowed('s3:GetObject', [objects('models'), objects('rounds'), objects('user')]),
      allowed('s3:PutObject', [objects('notices'), objects('rounds')]),
    ]);
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
    expect(functions.length).toBeGreaterThanOrEqual(2);
    for (const { Environment } of functions) {
      expect(Environment).toEqual({
        Variables: {
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
