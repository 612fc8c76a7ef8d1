import { type App, DefaultStackSynthesizer, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { parseDeploymentSettings } from '../shared/settings.ts';
import { AutopilotStack } from './stack.ts';

const NAME = 'numerai-crypto-autopilot';

/**
 * Fills an app with the stack that its context describes, and has the stack checked at synth.
 *
 * Context: `autopilot`, the settings, as JSON text where they come from the command line; `reservedConcurrency`, that setting from the command line;
 * `skipBootstrapCheck`, for clouds on this machine, which do not know the parameter that the check reads.
 *
 * @throws UsageError `settings_invalid`
 */
export function autopilotApp(app: App): AutopilotStack {
  const context = (key: string): unknown => app.node.tryGetContext(key);
  const stack = new AutopilotStack(app, NAME, {
    description: 'Hands-off Numerai Crypto submissions',
    settings: parseDeploymentSettings(
      withReserved(fromText(context('autopilot')), context('reservedConcurrency')),
    ),
    synthesizer: new DefaultStackSynthesizer({
      generateBootstrapVersionRule: String(context('skipBootstrapCheck')) !== 'true',
    }),
  });
  // Dashboards take tags only since lately, and neither cfn-lint nor every region knows it.
  Tags.of(app).add('application', NAME, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return stack;
}

/** Settings of another file than cdk.json are given on the command line: `-c autopilot={…}`. */
function fromText(settings: unknown): unknown {
  return typeof settings === 'string' && settings.startsWith('{') ? JSON.parse(settings) : settings;
}

/** The command line gives text: `-c reservedConcurrency=1`. */
function withReserved(settings: unknown, reserved: unknown): unknown {
  if (reserved === undefined || typeof settings !== 'object') return settings;
  return { ...settings, reservedConcurrency: Number(reserved) };
}
