import { beforeAll, describe, expect, it } from '@jest/globals';
import { runDocument } from '../../../shared/domain/runDocument.ts';
import { runMetrics } from '../../../shared/domain/runMetrics.ts';
import { appWith, templateOf } from '../../support/synthesise.ts';
import { type Alarm, type TemplateView, templateView } from '../../support/templateView.ts';

let view: TemplateView;
beforeAll(() => {
  view = templateView(templateOf(appWith()));
});

describe('alarms', () => {
  const alarms = () => view.properties('AWS::CloudWatch::Alarm') as unknown as Alarm[];

  it('are these, well within the ten that are free', () => {
    expect(alarms().map(({ AlarmName }) => AlarmName)).toEqual([
      'numerai-crypto-autopilot-run-failed',
      'numerai-crypto-autopilot-tick-lost',
      'numerai-crypto-autopilot-submit-near-timeout',
      'numerai-crypto-autopilot-degraded',
      'numerai-crypto-autopilot-round-missed',
    ]);
  });

  it('are raised by one bad value, tell that they are over after half an hour, and are calm without data', () => {
    for (const alarm of alarms()) {
      expect(alarm).toMatchObject({
        Period: 300,
        EvaluationPeriods: 6,
        DatapointsToAlarm: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: view.logicalId('Alerts') }],
        OKActions: [{ Ref: view.logicalId('Alerts') }],
      });
    }
  });

  it('say what happened, what it costs, what to do and where to look', () => {
    for (const { AlarmDescription } of alarms()) {
      const text = AlarmDescription['Fn::Join'][1].filter((part) => typeof part === 'string').join('');
      expect(text).toMatch(/^What happened: .+\nWhat it costs: .+\nWhat to do: .+\nLogs: https:/);
      expect(text.length).toBeLessThan(900);
    }
  });

  it('watch the queues for arrivals, and the duration at four fifths of the time-out', () => {
    const [failed, lost, slow] = alarms();
    expect(failed).toMatchObject(arrivalsOf('FailuresRuns'));
    expect(lost).toMatchObject(arrivalsOf('FailuresStarts'));
    expect(slow).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Duration',
      Statistic: 'Maximum',
      Threshold: 192_000,
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: view.logicalId('SubmitFunction') } }],
    });
  });

  it('watch metrics that the function does publish, under the name it was told', () => {
    const published = Object.keys(
      runMetrics(runDocument({ round: null, slots: [] }), { round: undefined, now: new Date() }),
    );
    const { Variables } = view.properties('AWS::Lambda::Function')[0]!.Environment as {
      Variables: Record<string, string>;
    };
    const own = alarms().filter(({ Namespace }) => !Namespace.startsWith('AWS/'));
    expect(own.map(({ MetricName }) => MetricName).sort()).toEqual(published.sort());
    for (const alarm of own) {
      expect(alarm).toMatchObject({
        Namespace: Variables.POWERTOOLS_METRICS_NAMESPACE,
        Dimensions: [{ Name: 'service', Value: Variables.POWERTOOLS_SERVICE_NAME }],
        Statistic: 'Maximum',
        Threshold: 1,
      });
    }
  });

  const arrivalsOf = (queue: string) => ({
    Namespace: 'AWS/SQS',
    MetricName: 'NumberOfMessagesSent',
    Statistic: 'Sum',
    Threshold: 1,
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [view.logicalId(queue), 'QueueName'] } }],
  });
});
