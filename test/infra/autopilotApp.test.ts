import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { parseDeploymentSettings } from '../../shared/settings.ts';
import {
  appWith,
  committedSettings,
  EVERYTHING,
  EXAMPLE,
  stackOf,
  templateOf,
} from '../support/synthesise.ts';
import { type TemplateView, templateView } from '../support/templateView.ts';

let view: TemplateView;
beforeAll(() => {
  view = templateView(templateOf(appWith()));
});

const withSettings = (settings: Record<string, unknown>) => () =>
  templateOf(appWith({ autopilot: { ...EXAMPLE, ...settings } }));

const blended = (parts: object) => ({
  slots: [{ name: 'my_crypto_model', candidates: [{ name: 'mix', ...parts }, 'demo'] }],
});

describe('settings', () => {
  it('in cdk.json are fit to be deployed', () => {
    expect(parseDeploymentSettings(committedSettings).alertEmails).toBeDefined();
  });

  it.each([
    ['alertEmails', { alertEmails: undefined }],
    ['alertEmails', { alertEmails: ['nobody'] }],
    ['slots', { slots: [] }],
    ['minCoverage', { minCoverage: 2 }],
    ['minCovrage', { minCovrage: 0.9 }],
    ['weigth', blended({ models: [{ model: 'a', weigth: 2 }] })],
    ['slots\\[0\\]\\.candidates\\[0\\]\\.models', blended({ models: [] })],
  ])('that are wrong stop the synth with the name of the key %s', (key, wrong) => {
    expect(withSettings(wrong)).toThrow(new RegExp(`settings: .*${key}`, 's'));
  });

  it('may name a blend, which changes nothing in AWS', () => {
    const models = [{ model: 'a', weight: 2 }, { model: 'b' }];
    const blend = blended({ models, neutralise: { features: ['feature_momentum_60d'] } });
    expect(withSettings(blend)().toJSON().Resources).toEqual(view.template.toJSON().Resources);
  });

  it('that are missing altogether stop the synth', () => {
    expect(() => appWith({ autopilot: undefined })).toThrow(/settings: /);
  });

  it('subscribe every address, and tell it to confirm', () => {
    const emails = ['one@example.com', 'two@example.com'];
    const subscribed = withSettings({ alertEmails: emails })();
    for (const Endpoint of emails) {
      subscribed.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint });
    }
    expect(subscribed.findOutputs('NextSteps').NextSteps!.Value).toContain(
      'one@example.com, two@example.com',
    );
  });

  it('without an address say in the next steps that nobody is told', () => {
    view.template.resourceCountIs('AWS::SNS::Subscription', 0);
    expect(view.template.findOutputs('NextSteps').NextSteps!.Value).toContain('nobody is told of failures');
  });

  it.each([
    ['webhook', { webhook: 'yes' }],
    ['reservedConcurrency', { reservedConcurrency: 0 }],
    ['missed', { notifications: { missed: 'quiet' } }],
    ['providers', { market: { providers: ['nobody'] } }],
  ])('of what is optional are checked as well: %s', (key, wrong) => {
    expect(withSettings(wrong)).toThrow(new RegExp(`settings: .*${key}`, 's'));
  });
});

describe('stack', () => {
  it('checks the bootstrap version, unless it goes to a cloud on this machine', () => {
    expect(view.template.toJSON()).toHaveProperty('Rules.CheckBootstrapVersion');
    const local = templateOf(appWith({ skipBootstrapCheck: 'true' })).toJSON();
    expect(local).not.toHaveProperty('Rules');
    expect(local).not.toHaveProperty('Parameters');
  });

  it('tells where things are under the names of the variables that take them', () => {
    expect(Object.keys(view.template.findOutputs('*'))).toEqual([
      'AutopilotBucket',
      'AutopilotSecret',
      'AutopilotTopic',
      'SubmitFunction',
      'VerifyFunction',
      'Dashboard',
      'Version',
      'NextSteps',
    ]);
  });

  it('tags everything that can be tagged', () => {
    const tagged = [
      'AWS::S3::Bucket',
      'AWS::Lambda::Function',
      'AWS::SQS::Queue',
      'AWS::SNS::Topic',
      'AWS::IAM::Role',
    ];
    for (const one of tagged.flatMap(view.properties)) {
      expect(one.Tags).toEqual([{ Key: 'application', Value: 'numerai-crypto-autopilot' }]);
    }
  });

  it('passes AWS Solutions and Serverless checks, with everything there can be in it', () => {
    expect(() => appWith({ autopilot: EVERYTHING }).synth()).not.toThrow();
  });

  it('would not pass them with a carelessly made bucket', () => {
    const app = appWith();
    new Bucket(stackOf(app), 'Careless');
    expect(() => app.synth()).toThrow();
    expect(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).toContain('AwsSolutions-S10');
  });

  it('is this', () => {
    const text = JSON.stringify(view.template.toJSON()).replace(/\b[0-9a-f]{64}\b/g, 'HASH');
    expect(JSON.parse(text)).toMatchSnapshot();
  });
});
