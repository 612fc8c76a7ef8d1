import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
  PeriodOverride,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FailureQueue } from './failureQueue.ts';
import { OperatorAlarm } from './operatorAlarm.ts';
import { runMetric } from './runMetric.ts';
import { WatchedFunction } from './watchedFunction.ts';

export interface OperatorDashboardProps {
  /** Where the runs that are listed are logged. */
  readonly submitLogs: ILogGroup;
  readonly failures: FailureQueue;
}

const WHOLE = 24;
const THIRD = 8;
/** There is one a day. */
const A_ROUND = Duration.days(1);

/** One page a person would look at: two weeks of rounds. Made last, it shows every alarm and function of the stack. */
export class OperatorDashboard extends Dashboard {
  /** In the console. */
  readonly address: string;
  readonly #stack: Stack;

  constructor(scope: Construct, id: string, { submitLogs, failures }: OperatorDashboardProps) {
    const stack = Stack.of(scope);
    super(scope, id, {
      dashboardName: stack.stackName,
      defaultInterval: Duration.days(14),
      // Otherwise CloudWatch would choose, and a round would be a dot instead of a point on a line.
      periodOverride: PeriodOverride.INHERIT,
    });
    this.#stack = stack;
    const { region } = stack;
    const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
    this.address = `${console}#dashboards/dashboard/${stack.stackName}`;
    this.addWidgets(explanation(), this.#alarms());
    this.addWidgets(this.#lastRound());
    this.addWidgets(this.#minutesToSpare(), this.#shares(), this.#watch());
    this.addWidgets(this.#runTime(), this.#errors(failures), this.#verifyRuns());
    this.addWidgets(lastRuns(submitLogs));
  }

  #alarms(): AlarmStatusWidget {
    const all = this.#stack.node.findAll().filter((one) => one instanceof OperatorAlarm);
    const byName = all.map(({ alarmName, node }) => Alarm.fromAlarmName(this, node.path, alarmName));
    return new AlarmStatusWidget({ title: 'Alarms', alarms: byName, width: 16, height: 4 });
  }

  /** What one wants to know first, in large figures, with the rounds before as a line behind them. */
  #lastRound(): SingleValueWidget {
    return new SingleValueWidget({
      title: 'Last round',
      metrics: [
        this.#perRound('MinutesToSpare', 'minutes to spare'),
        this.#percent('AcceptedShare', '% accepted'),
        this.#percent('Coverage', '% covered'),
        this.#perRound('DegradedLate', 'degraded (0 is well)', 'Maximum'),
        this.#perRound('Missed', 'missed (0 is well)', 'Maximum'),
      ],
      sparkline: true,
      width: WHOLE,
      height: 4,
    });
  }

  #minutesToSpare(): GraphWidget {
    const metric = this.#perRound('MinutesToSpare', 'minutes to spare');
    const leftAnnotations = [{ value: 15, label: 'close to the deadline' }];
    const leftYAxis = { min: 0, label: 'minutes', showUnits: false };
    return graph('Minutes to spare before the deadline, per round', [metric], { leftAnnotations, leftYAxis });
  }

  #shares(): GraphWidget {
    const left = [
      this.#percent('AcceptedShare', 'accepted by Numerai'),
      this.#percent('Coverage', 'with features and a prediction'),
    ];
    const leftYAxis = { min: 0, max: 100, label: '% of the universe', showUnits: false };
    return graph('Accepted and covered', left, { leftYAxis });
  }

  #percent(name: string, label: string): MathExpression {
    // The id of a metric begins with a small letter and is used once a graph.
    const id = `share${name}`;
    const usingMetrics = { [id]: this.#perRound(name, label) };
    return new MathExpression({ expression: `${id} * 100`, usingMetrics, label, period: A_ROUND });
  }

  #watch(): GraphWidget {
    const left = [
      this.#metric('AtRisk', 'round at risk'),
      this.#metric('Missed', 'round missed'),
      this.#metric('DegradedLate', 'degraded at the close'),
      this.#metric('KeysInTrouble', 'keys or credits in trouble'),
    ];
    return graph('What went wrong (0 is well)', left, { leftYAxis: { min: 0, max: 1, showUnits: false } });
  }

  #runTime(): GraphWidget {
    const left = this.#functions().map((one) =>
      one.function.metricDuration({ label: one.name, statistic: 'Maximum', period: Duration.hours(1) }),
    );
    return graph('Longest run', left, { leftYAxis: { min: 0 } });
  }

  #errors(failures: FailureQueue): GraphWidget {
    const perHour = { statistic: 'Sum', period: Duration.hours(1) };
    const errors = this.#functions().map((one) =>
      one.function.metricErrors({ ...perHour, label: `${one.name} failed` }),
    );
    const arrivals = failures.metricNumberOfMessagesSent({ ...perHour, label: 'into the failure queue' });
    return graph('Errors per hour', [...errors, arrivals], { leftYAxis: { min: 0, showUnits: false } });
  }

  #verifyRuns(): GraphWidget {
    const left = [this.#metric('VerifyRan', 'could ask Numerai', 'Sum')];
    return graph('verify, runs per hour (6 is well)', left, { leftYAxis: { min: 0, showUnits: false } });
  }

  #perRound(name: string, label: string, statistic = 'Minimum'): IMetric {
    return runMetric(this.#stack, name).with({ label, statistic, period: A_ROUND });
  }

  #metric(name: string, label: string, statistic = 'Maximum'): IMetric {
    return runMetric(this.#stack, name).with({ label, statistic, period: Duration.hours(1) });
  }

  #functions(): WatchedFunction[] {
    return this.#stack.node.findAll().filter((one) => one instanceof WatchedFunction);
  }
}

type GraphLook = Pick<ConstructorParameters<typeof GraphWidget>[0], 'leftAnnotations' | 'leftYAxis'>;

function graph(title: string, left: IMetric[], look: GraphLook): GraphWidget {
  return new GraphWidget({ title, left, width: THIRD, height: 6, ...look });
}

function explanation(): TextWidget {
  const lines = [
    '### Numerai Crypto autopilot',
    'Rounds open Tuesday to Saturday around 12:00 UTC; each leaves one point per graph.',
    'An alarm says in its description what to do; `npm run -s autopilot -- doctor` checks the rest.',
  ];
  return new TextWidget({ markdown: lines.join('\n\n'), width: 8, height: 4 });
}

function lastRuns(logs: ILogGroup): LogQueryWidget {
  return new LogQueryWidget({
    title: 'Last runs on an open round (first slot; the rest is in the log line)',
    logGroupNames: [logs.logGroupName],
    view: LogQueryVisualizationType.TABLE,
    queryLines: [
      'filter message = "Run ended" and details.document.outcome != "no-open-round"',
      'fields @timestamp, details.document.round as round, details.document.outcome as outcome, details.document.slots.0.accepted as accepted, details.document.slots.0.universe as universe, details.document.slots.0.candidate as candidate, details.document.reason as reason',
      'sort @timestamp desc',
      'limit 40',
    ],
    width: WHOLE,
    height: 8,
  });
}
