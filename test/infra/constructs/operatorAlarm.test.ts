import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runDocument } from '../../../shared/domain/runDocument.ts';
import { runMetrics } from '../../../shared/domain/runMetrics.ts';
import { verifyMetrics } from '../../../shared/domain/verifyDocument.ts';
import { appWith, EVERYTHING, templateOf } from '../../support/synthesise.ts';
import { type Alarm, type TemplateView, templateView } from '../../support/templateView.ts';

let view: TemplateView;
beforeAll(() => {
  view = templateView(templateOf(appWith()));
});

const STACK = 'numerai-crypto-autopilot';
const alarms = () => view.properties('AWS::CloudWatch::Alarm') as unknown as Alarm[];
const alarm = (name: string) => alarms().find(({ AlarmName }) => AlarmName === `${STACK}-${name}`);
const whole = () =>
  templateView(templateOf(appWith({ autopilot: EVERYTHING }))).properties(
    'AWS::CloudWatch::Alarm',
  ) as unknown as Alarm[];
const loud = () => alarms().filter(({ AlarmName }) => !AlarmName.endsWith('verify-silent'));
const textOf = ({ AlarmDescription }: Alarm) =>
  AlarmDescription['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'eu-central-1')).join('');

const publishedByRun = () =>
  runMetrics(runDocument({ round: null, slots: [] }), { round: undefined, now: new Date() });
const publishedByVerify = () =>
  verifyMetrics({ outcome: 'no-open-round', reason: '', next: null, rounds: [] });

describe('alarms', () => {
  it('are these, one metric each, with room in the ten for the duration of two functions more', () => {
    const names = alarms().map(({ AlarmName }) => AlarmName.replace(`${STACK}-`, ''));
    expect(names.sort()).toEqual([
      'degraded',
      'keys',
      'round-at-risk',
      'round-missed',
      'run-failed',
      'submit-near-timeout',
      'verify-near-timeout',
      'verify-silent',
    ]);
  });

  it('are at most ten with everything there can be: so many are free', () => {
    const all = whole().map(({ AlarmName }) => AlarmName.replace(`${STACK}-`, ''));
    expect(all).toHaveLength(10);
    expect(all).toEqual(expect.arrayContaining(['collect-near-timeout', 'webhook-failed']));
  });

  it('each have a row in the README', () => {
    const readme = readFileSync(resolve(import.meta.dirname, '../../../README.md'), 'utf8');
    const [rows] = readme.slice(readme.indexOf('## Being told')).split('\n\n**');
    for (const { AlarmName } of whole()) expect(rows).toContain(`\`${AlarmName.replace(`${STACK}-`, '')}\``);
  });

  it('tell of the beginning and of the end', () => {
    const topic = [{ Ref: view.logicalId('Alerts') }];
    for (const one of alarms()) expect(one).toMatchObject({ AlarmActions: topic, OKActions: topic });
  });

  it('are raised by one bad value, over after half an hour without one, and calm without data', () => {
    for (const one of loud()) {
      expect(one).toMatchObject({
        Period: 300,
        EvaluationPeriods: 6,
        DatapointsToAlarm: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
    }
  });

  it('take three silent periods of ten minutes for silence, with no data as bad as zeros', () => {
    expect(alarm('verify-silent')).toMatchObject({
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'breaching',
      Metrics: [
        { Expression: 'IF(FILL(ran, 0) < 1, 1, 0)' },
        {
          Id: 'ran',
          ReturnData: false,
          MetricStat: { Metric: { MetricName: 'VerifyRan' }, Period: 600, Stat: 'Maximum' },
        },
      ],
    });
  });

  it('find silence within half an hour of the first look that is missing, and not after one or two', () => {
    const [{ ScheduleExpression } = { ScheduleExpression: '' }] = view
      .properties('AWS::Scheduler::Schedule')
      .filter(({ Target }) => JSON.stringify(Target).includes(view.logicalId('VerifyFunction')));
    const [first, every] = /^cron\((\d+)\/(\d+) /.exec(String(ScheduleExpression))!.slice(1).map(Number);
    const { EvaluationPeriods: periods, Metrics } = alarm('verify-silent') as unknown as {
      EvaluationPeriods: number;
      Metrics: [unknown, { MetricStat: { Period: number } }];
    };
    const period = Metrics[1].MetricStat.Period / 60;
    /** Minutes from the first missing look until so many periods in a row have ended without one; undefined: never. */
    const alarmedAfter = (missing: number): number | undefined => {
      const looks = Array.from({ length: 30 }, (_, i) => first! + i * every!).filter(
        (_, i) => i < 5 || i >= 5 + missing,
      );
      const silent = (from: number) => !looks.some((minute) => minute >= from && minute < from + period);
      const starts = Array.from({ length: 25 }, (_, i) => i * period);
      const raised = starts.find((from) =>
        Array.from({ length: periods }, (_, i) => silent(from + i * period)).every(Boolean),
      );
      return raised === undefined ? undefined : raised + periods * period - (first! + 5 * every!);
    };
    expect([1, 2].map(alarmedAfter)).toEqual([undefined, undefined]);
    expect(alarmedAfter(3)).toBeLessThanOrEqual(30);
    expect(alarmedAfter(12)).toBeLessThanOrEqual(30);
  });

  it('say what happened, what it costs, what to do and where to look, within what CloudWatch keeps', () => {
    for (const one of whole()) {
      const text = textOf(one);
      expect(text).toMatch(/^What happened: .+\nWhat it costs: .+\nWhat to do: .+\nLogs: https:\S+$/);
      // 1024 characters, less the name of a log group that CloudFormation makes.
      expect(text.length).toBeLessThan(960);
    }
  });

  it.each([
    ['round-at-risk', 'SubmitLogs'],
    ['round-missed', 'SubmitLogs'],
    ['degraded', 'SubmitLogs'],
    ['submit-near-timeout', 'SubmitLogs'],
    ['verify-silent', 'VerifyLogs'],
    ['verify-near-timeout', 'VerifyLogs'],
  ])('send the reader of %s to %s', (name, logs) => {
    const parts = alarm(name)!.AlarmDescription['Fn::Join'][1];
    expect(parts.at(-1)).toEqual({ Ref: view.logicalId(logs) });
  });

  it('watch the one queue for arrivals, and durations at four fifths of the time-out', () => {
    expect(alarm('run-failed')).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesSent',
      Statistic: 'Sum',
      Threshold: 1,
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::GetAtt': [view.logicalId('FailuresQueue'), 'QueueName'] } },
      ],
    });
    for (const [name, threshold] of [
      ['Submit', 192_000],
      ['Verify', 144_000],
    ] as const) {
      expect(alarm(`${name.toLowerCase()}-near-timeout`)).toMatchObject({
        Namespace: 'AWS/Lambda',
        MetricName: 'Duration',
        Statistic: 'Maximum',
        Threshold: threshold,
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: view.logicalId(`${name}Function`) } }],
      });
    }
  });

  it('watch the duration of every function there is', () => {
    const watched = alarms().filter(({ MetricName }) => MetricName === 'Duration');
    const functions = Object.keys(view.resources('AWS::Lambda::Function'));
    expect(watched.map(({ Dimensions }) => Dimensions?.[0]?.Value)).toEqual(
      functions.map((Ref) => ({ Ref })),
    );
  });

  it('watch metrics that the functions do publish, under the name they were told', () => {
    const { Variables } = view.properties('AWS::Lambda::Function')[0]!.Environment as {
      Variables: Record<string, string>;
    };
    const published = [publishedByRun(), publishedByVerify()].flatMap(Object.keys);
    const own = alarms().filter(({ Namespace }) => Namespace === Variables.POWERTOOLS_METRICS_NAMESPACE);
    expect([...own.map(({ MetricName }) => MetricName), 'VerifyRan'].sort()).toEqual(published.sort());
    for (const one of own) {
      expect(one).toMatchObject({
        Dimensions: [{ Name: 'service', Value: Variables.POWERTOOLS_SERVICE_NAME }],
        Statistic: 'Maximum',
        Threshold: 1,
      });
    }
  });
});
