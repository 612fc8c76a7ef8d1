import type { DeployedStack, StackResource } from '../shared/adapters/aws/deployedStack.ts';
import { systemClock } from '../shared/adapters/local/systemClock.ts';
import { nextOpening } from '../shared/domain/nextOpening.ts';
import type { DeploymentSettings } from '../shared/settings.ts';
import type { Paint } from './terminal.ts';
import { localTime } from './timeText.ts';

interface Deployed {
  readonly stack: DeployedStack;
  readonly parts: readonly StackResource[];
  readonly settings: DeploymentSettings;
  /** The bucket of the deployment before, if there was one. */
  readonly before?: string | undefined;
}

const COUNTED: readonly (readonly [type: string, one: string, many: string])[] = [
  ['AWS::Lambda::Function', 'function', 'functions'],
  ['AWS::Scheduler::Schedule', 'schedule', 'schedules'],
  ['AWS::CloudWatch::Alarm', 'alarm', 'alarms'],
  ['AWS::S3::Bucket', 'bucket', 'buckets'],
  ['AWS::SecretsManager::Secret', 'secret', 'secrets'],
];

/** What there is now, where to look, and what is left to do by hand. */
export function deployedText({ stack, parts, settings, before }: Deployed, paint: Paint): string {
  const counts = COUNTED.flatMap(([type, one, many]) => {
    const count = parts.filter((part) => part.type === type).length;
    return count === 0 ? [] : `${count} ${count === 1 ? one : many}`;
  });
  const { AutopilotBucket, AutopilotSecret, Dashboard } = stack.outputs;
  const opens = nextOpening(systemClock.now());
  const next = `${opens.toISOString().slice(0, 16).replace('T', ' ')} UTC (${localTime(opens)})`;
  return [
    paint('bold', `${stack.name} is deployed: ${counts.join(', ')}`),
    [`Bucket  ${AutopilotBucket}`, `Secret  ${AutopilotSecret}`, `Page    ${Dashboard}`].join('\n'),
    ...bucketBefore(before, AutopilotBucket),
    [
      '1. Store the Numerai keys:    npm run -s autopilot -- keys set',
      '2. Store a model:             npm run -s autopilot -- model push FILE --name NAME',
      `3. ${mailStep(settings)}`,
      '4. Look whether all is well:  npm run -s autopilot -- doctor',
      '5. Try it without an upload:  npm run -s autopilot -- smoke',
    ].join('\n'),
    `The next round is expected at ${next}. Afterwards: npm run -s autopilot -- status`,
  ].join('\n\n');
}

/** A stack that was destroyed leaves its bucket, and the next one makes its own: nobody would look for the models there. */
function bucketBefore(before: string | undefined, bucket: string | undefined): string[] {
  if (before === undefined || bucket === undefined || before === bucket) return [];
  return [
    `The deployment before kept its models and records in ${before}, which this one does not use.\n` +
      `To take them over: aws s3 sync s3://${before} s3://${bucket}`,
  ];
}

function mailStep({ alertEmails }: DeploymentSettings): string {
  if (alertEmails.length > 0)
    return `Press Confirm in the mail that AWS has sent to ${alertEmails.join(', ')}`;
  return 'Nobody is told of failures: put addresses into alertEmails in cdk.json and deploy again';
}
