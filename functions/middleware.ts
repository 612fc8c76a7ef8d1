import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { isKeyTrouble } from '../shared/domain/keyTrouble.ts';
import { DeadlineError, reportError } from '../shared/errors.ts';
import type { Log } from '../shared/ports.ts';
import { lambdaLog, tellError } from './lambdaLog.ts';
import { parseRunEvent, type RunEvent } from './runEvent.ts';

/** Time kept back from the Lambda's time-out to release claims and to tell what happened. */
const TIMEOUT_EARLY_MS = 5_000;

/** Name of a metric → its value now. */
type Measures = Readonly<Record<string, number>>;

/** What a function knows of the invocation it serves. */
export interface Invocation {
  /** Lambda's request id: unique. */
  readonly runId: string;
  /** Aborted 5 s before Lambda stops the function. */
  readonly signal: AbortSignal;
  readonly log: Log;
  publish(measures: Measures): void;
}

// Service and namespace come from the environment, where infra sets them for the alarms as well.
const logger = new Logger();
const metrics = new Metrics();
const log = lambdaLog(logger);

/** A Lambda handler around `handle` for what schedules and hand-made events ask for. */
export function entryPoint<Result>(handle: (event: RunEvent, invocation: Invocation) => Promise<Result>) {
  return entryPointFor(parseRunEvent, handle);
}

/**
 * A Lambda handler around `handle`: JSON log lines with the request id, metrics as EMF, the event checked by `parse`.
 * Whatever `handle` throws is logged with its code and hint, measured if it is a matter of keys, and thrown on.
 */
export function entryPointFor<Event, Result>(
  parse: (event: unknown) => Event,
  handle: (event: Event, invocation: Invocation) => Promise<Result>,
) {
  return middy<unknown, Result>({
    timeoutEarlyInMillis: TIMEOUT_EARLY_MS,
    timeoutEarlyResponse: outOfTime,
  })
    .use(injectLambdaContext(logger, { logEvent: false }))
    .onError(({ error }) => {
      logger.error('Invocation failed', { details: tellError(error) });
      if (isKeyTrouble(reportError(error).code)) publish({ KeysInTrouble: 1 });
    })
    .handler(async (event, { awsRequestId }, { signal }) =>
      handle(parse(event), { runId: awsRequestId, signal, log, publish }),
    );
}

// At once, not by Powertools' middleware: that warns of every invocation without metrics, and a failed one has none.
function publish(measures: Measures): void {
  for (const [name, value] of Object.entries(measures)) metrics.addMetric(name, MetricUnit.NoUnit, value);
  metrics.publishStoredMetrics();
}

function outOfTime(): never {
  throw new DeadlineError('run_out_of_time', "stopped 5 s before the function's time-out");
}
