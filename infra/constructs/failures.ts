import { Construct } from 'constructs';
import { FailureQueue } from './failureQueue.ts';
import { type AlarmTopic, OperatorAlarm } from './operatorAlarm.ts';
import { runMetric } from './runMetric.ts';

export interface FailuresProps {
  readonly alarmTopic: AlarmTopic;
}

/** One place for what went wrong, whatever the number of functions, so that two alarms watch them all. */
export class Failures extends Construct {
  /** Invocations that ended in an error, with their input and error, and ticks that could not start their function. */
  readonly queue: FailureQueue;

  constructor(scope: Construct, id: string, { alarmTopic }: FailuresProps) {
    super(scope, id);
    this.queue = new FailureQueue(this, 'Queue');
    new OperatorAlarm(this, 'RunFailed', {
      name: 'run-failed',
      metric: this.queue.metricArrivals(),
      threshold: 1,
      happened:
        'A run ended in an error (no submission, one that Numerai does not confirm, Numerai not to be asked), or a schedule could not start its function.',
      costs: 'Nothing yet while the round is open, for every run tries again. At the deadline, the round.',
      toDo: 'Read the last "Run ended" or "Invocation failed" in the logs: it holds the reason and a hint. If there is none, read ERROR_MESSAGE on the newest message of the failure queue in SQS; most often the account ran out of concurrent executions.',
      alarmTopic,
    });
    new OperatorAlarm(this, 'KeysInTrouble', {
      name: 'keys',
      metric: runMetric(this, 'KeysInTrouble'),
      threshold: 1,
      happened: 'A key, a permission or the credits of a plan stopped something.',
      costs:
        'Every round until it is mended, for no repeat helps; where only market data is missing, some score.',
      toDo: 'Read the last "Invocation failed" or "Run ended" in the logs: it names the service. Then npm run -s autopilot -- doctor, and keys set to store a new key. Expected right after the first deployment, until the keys are stored.',
      alarmTopic,
    });
  }
}
