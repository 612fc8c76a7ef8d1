import { cronTicks } from './cronTicks.ts';
import type { TemplateView } from './templateView.ts';

export interface Tick {
  readonly at: Date;
  /** `11:55`, UTC. */
  readonly time: string;
  /** Short name of the function, such as `submit`. */
  readonly name: string;
}

interface ScheduleProperties {
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly Target: { readonly Arn: { readonly 'Fn::GetAtt': [string, string] } };
}

/** Every tick of one UTC day that the schedules of a template give, in order: name, time, instant. */
export function dayOfTicks(view: TemplateView, day: string): Tick[] {
  const schedules = view.properties('AWS::Scheduler::Schedule') as unknown as ScheduleProperties[];
  const ticks = schedules.flatMap(({ ScheduleExpression, ScheduleExpressionTimezone, Target }) => {
    if (ScheduleExpressionTimezone !== 'Etc/UTC') throw new Error(`not UTC: ${ScheduleExpressionTimezone}`);
    const name = /^(\w+?)Function/.exec(Target.Arn['Fn::GetAtt'][0])?.[1]?.toLowerCase() ?? '';
    return cronTicks(ScheduleExpression, day).map((at) => ({
      at,
      time: at.toISOString().slice(11, 16),
      name,
    }));
  });
  return ticks.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.name < b.name ? -1 : 1));
}
