import type { InvocationEnd } from '../shared/adapters/aws/invokeFunction.ts';
import { systemClock } from '../shared/adapters/local/systemClock.ts';
import { type Deployment, type FunctionName, logGroups } from './deployment.ts';
import { alarmChecks } from './doctor/alarmChecks.ts';
import { type Check, checked, fail, ok, warn } from './doctor/check.ts';
import { stackCheck } from './doctor/stackChecks.ts';
import { STACK } from './environment.ts';

/** Those that take a dry run; collect would spend credits. */
const TRIED: readonly FunctionName[] = ['submit', 'verify'];
const METRICS = { namespace: 'NumeraiCryptoAutopilot', service: STACK };
const MINUTE = 60_000;
/** verify runs every ten minutes, and CloudWatch shows a value within a few. */
const QUIET_MINUTES = 30;
const LOG_TRIES = 10;
const LOG_PAUSE_MS = 3_000;

export interface SmokeOptions {
  /** Also raises an alarm, so that mail and chat can be seen to arrive. */
  readonly ring: boolean;
  readonly signal: AbortSignal;
  readonly say: (step: string) => void;
}

/** The deployed system tried out end to end, without an upload. */
export async function smokeChecks(deployment: Deployment, options: SmokeOptions): Promise<Check[]> {
  const { stack, functions } = deployment;
  const checks: Check[] = [stackCheck(stack, stack.name)];
  const groups = await logGroups(deployment);
  for (const name of TRIED) {
    const deployed = functions.get(name);
    if (!deployed) continue;
    options.say(`${name}, a dry run`);
    checks.push(...(await checked(name, () => tried(name, { deployed, group: groups.get(name) }, options))));
  }
  options.say('metrics, alarms, dashboard');
  const looks = await Promise.all([
    checked('metrics', () => metricCheck(stack.changedAt)),
    checked('alarm', alarmsNow),
    checked('page', pageCheck),
  ]);
  return [...checks, ...looks.flat(), ...(options.ring ? await checked('ring', ring) : [])];
}

interface Tried {
  /** Name in AWS. */
  readonly deployed: string;
  readonly group: string | undefined;
}

async function tried(
  name: FunctionName,
  { deployed, group }: Tried,
  options: SmokeOptions,
): Promise<Check[]> {
  const { invokeFunction } = await import('../shared/adapters/aws/invokeFunction.ts');
  const began = systemClock.now();
  const end = await invokeFunction(deployed, { dryRun: true });
  const seconds = ((systemClock.now().getTime() - began.getTime()) / 1000).toFixed(1);
  const told = await logCheck(name, { end, began, group, signal: options.signal });
  return [invocationCheck(name, end, seconds), told];
}

export function invocationCheck(
  name: string,
  { requestId, result, error }: InvocationEnd,
  seconds: string,
): Check {
  if (error) {
    const hint = `See the whole run: npm run -s autopilot -- logs --run ${requestId}`;
    return fail(name, `${name} ended in ${error.type}: ${error.message}`, hint);
  }
  const { outcome, reason } = (result ?? {}) as { outcome?: string; reason?: string };
  if (outcome) return ok(name, `${name}: dry run in ${seconds} s, ${outcome}: ${reason ?? ''}`);
  const hint = 'What is deployed may be of another version: npm run deploy.';
  return fail(name, `${name} answered without an outcome: ${JSON.stringify(result)?.slice(0, 200)}`, hint);
}

interface Followed {
  readonly end: InvocationEnd;
  readonly began: Date;
  readonly group: string | undefined;
  readonly signal: AbortSignal;
}

/** Lines arrive some seconds after the run. */
async function logCheck(name: string, { end, began, signal, group }: Followed): Promise<Check> {
  const { logLines } = await import('../shared/adapters/aws/logLines.ts');
  if (group === undefined)
    return fail('logs', `the stack has no log group for ${name}`, 'Run npm run deploy.');
  const since = new Date(began.getTime() - MINUTE);
  for (let attempt = 1; attempt <= LOG_TRIES; attempt++) {
    const lines = await logLines({ group, since, holding: end.requestId, atMost: 1000 });
    if (lines.length > 0) return ok('logs', `${name}: ${lines.length} log lines of this run in ${group}`);
    await systemClock.sleep(LOG_PAUSE_MS, signal);
  }
  const hint = 'Look whether the role of the function may write its log (logs:PutLogEvents).';
  return fail('logs', `${name}: no log line of this run within ${(LOG_TRIES * LOG_PAUSE_MS) / 1000} s`, hint);
}

/** Schedules and metrics together: what verify published by itself. */
async function metricCheck(changedAt: Date | undefined): Promise<Check> {
  const { metricSums } = await import('../shared/adapters/aws/metricSums.ts');
  const to = systemClock.now();
  const from = new Date(to.getTime() - QUIET_MINUTES * MINUTE);
  const { VerifyRan } = await metricSums({ ...METRICS, names: ['VerifyRan'], from, to });
  return metricVerdict(VerifyRan, changedAt && to.getTime() - changedAt.getTime());
}

/** @param ageMs since the stack was last changed */
export function metricVerdict(verifyRan: number | undefined, ageMs: number | undefined): Check {
  if (verifyRan) return ok('metrics', `verify ran ${verifyRan} times by itself in ${QUIET_MINUTES} min`);
  const message = `verify has not run by itself in ${QUIET_MINUTES} min`;
  if (ageMs !== undefined && ageMs < QUIET_MINUTES * MINUTE) {
    return warn('metrics', `${message}: the stack is that new`, 'Look again after the next :07, :17, :27, …');
  }
  const hint =
    'Look whether its schedule in EventBridge Scheduler is enabled, and at: npm run -s autopilot -- logs';
  return fail('metrics', message, hint);
}

async function alarmsNow(): Promise<Check[]> {
  const { alarmStates } = await import('../shared/adapters/aws/alarmStates.ts');
  return alarmChecks(await alarmStates(`${STACK}-`));
}

async function pageCheck(): Promise<Check> {
  const { dashboardExists } = await import('../shared/adapters/aws/dashboards.ts');
  if (await dashboardExists(STACK)) return ok('page', `the dashboard ${STACK} is there`);
  return fail('page', `there is no dashboard ${STACK}`, 'Run npm run deploy.');
}

async function ring(): Promise<Check> {
  const { raiseAlarm } = await import('../shared/adapters/aws/raiseAlarm.ts');
  const alarm = `${STACK}-round-at-risk`;
  await raiseAlarm(alarm, 'A test by: autopilot smoke --ring. No round is at risk.');
  const hint = 'If no mail arrives within five minutes: npm run -s autopilot -- doctor';
  return warn('ring', `the alarm ${alarm} was raised as a test and lowers itself`, hint);
}
