import type { AlarmState } from '../../shared/adapters/aws/alarmStates.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** What the alarms of the stack say now. */
export function alarmChecks(alarms: readonly AlarmState[]): Check[] {
  if (alarms.length === 0) {
    return [warn('alarm', 'the stack has no alarms', 'Somebody removed them: run npm run deploy.')];
  }
  const raised = alarms.filter(({ state }) => state === 'ALARM').map(raisedCheck);
  const mute = alarms.filter(({ tells }) => !tells).map(({ name }) => name);
  const quiet = alarms.length - raised.length;
  return [
    ...(raised.length === 0 ? [ok('alarm', `none of ${quiet} alarms is raised`)] : raised),
    ...(mute.length === 0
      ? []
      : [
          warn(
            'alarm',
            `nobody is told by ${mute.join(', ')}`,
            'Run npm run deploy: their actions were removed.',
          ),
        ]),
  ];
}

function raisedCheck({ name, since, description }: AlarmState): Check {
  const when = since ? ` since ${since.toISOString().replace(/\.\d+Z$/, 'Z')}` : '';
  const told = (part: string) => new RegExp(`^${part}: (.*)$`, 'm').exec(description)?.[1];
  const happened = told('What happened');
  const message = `alarm ${name} is raised${when}${happened ? `: ${happened}` : ''}`;
  return fail('alarm', message, told('What to do') ?? 'Read its description in the CloudWatch console.');
}
