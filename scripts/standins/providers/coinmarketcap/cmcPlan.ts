import { addDays, type UtcDay, utcDay } from '../../../../shared/domain/utcDay.ts';
import type { Call } from '../marketWorld.ts';

const BASIC_DAYS = 365;

/** True for a day that the plan does not reach back to. */
export function beforeThePlan({ world, now }: Pick<Call, 'world' | 'now'>, day: UtcDay): boolean {
  return world.options.plan === 'basic' && day < addDays(utcDay(now.getTime())!, -BASIC_DAYS);
}
