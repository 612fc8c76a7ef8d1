import { Construct } from 'constructs';
import { FailureQueue } from './failureQueue.ts';
import { type AlarmTopic, OperatorAlarm } from './operatorAlarm.ts';

export interface FailuresProps {
  readonly alarmTopic: AlarmTopic;
}

/** One place for what went wrong, whatever the number of functions, so that two alarms watch them all. */
export class Failures extends Construct {
  /** Invocations that ended in an error, with their input and error. */
  readonly runs: FailureQueue;
  /** Ticks that could not start their function. */
  readonly starts: FailureQueue;

  constructor(scope: Construct, id: string, { alarmTopic }: FailuresProps) {
    super(scope, id);
    this.runs = new FailureQueue(this, 'Runs');
    this.starts = new FailureQueue(this, 'Starts');
    new OperatorAlarm(this, 'RunFailed', {
      name: 'run-failed',
      metric: this.runs.metricArrivals(),
      threshold: 1,
      happened: 'A run ended in an error: no submission, or one that Numerai does not confirm.',
      costs: 'Nothing yet while the round is open, for every run tries again. At the deadline, the round.',
      toDo: 'Read the last "Run ended" or "Invocation failed" in the log: it holds the reason and a hint. `doctor` checks the rest.',
      alarmTopic,
    });
    new OperatorAlarm(this, 'TickLost', {
      name: 'tick-lost',
      metric: this.starts.metricArrivals(),
      threshold: 1,
      happened: 'A schedule could not start its function.',
      costs: 'One tick. When all of a window are lost, the round.',
      toDo: 'Read ERROR_MESSAGE on the newest message of the queue of lost ticks in SQS; most often the account ran out of concurrent executions.',
      alarmTopic,
    });
  }
}
