import { beforeAll, describe, expect, it } from '@jest/globals';
import { costEstimate } from '../../shared/domain/costEstimate.ts';
import { FUNCTIONS, WATCH } from '../../shared/domain/costUsage.ts';
import { dayOfTicks } from '../support/dayOfTicks.ts';
import { appWith, EXAMPLE, templateOf } from '../support/synthesise.ts';
import { type TemplateView, templateView } from '../support/templateView.ts';

// The estimate is of this very stack: what it counts is counted in the template.
let plain: TemplateView;
let whole: TemplateView;
beforeAll(() => {
  plain = templateView(templateOf(appWith()));
  whole = templateView(templateOf(appWith({ autopilot: { ...EXAMPLE, market: {}, webhook: true } })));
});

const DAY = '2026-11-25';

describe('the estimate of the costs', () => {
  it.each(['submit', 'verify', 'collect'] as const)(
    'counts the ticks and the memory of %s as they are',
    (name) => {
      const ticks = dayOfTicks(whole, DAY).filter((tick) => tick.name === name);
      const logicalId = whole.logicalId(`${name[0]!.toUpperCase()}${name.slice(1)}Function`);
      const { MemorySize } = whole.resources('AWS::Lambda::Function')[logicalId]!.Properties;
      expect({ ticksPerDay: ticks.length, gigabytes: Number(MemorySize) / 1024 }).toEqual(FUNCTIONS[name]);
    },
  );

  it('counts the metrics of the alarms, the custom metrics and the dashboard as they are', () => {
    expect(alarmMetrics(plain)).toHaveLength(WATCH.alarmMetrics);
    expect(alarmMetrics(whole)).toHaveLength(
      WATCH.alarmMetrics + WATCH.marketAlarmMetrics + WATCH.webhookAlarmMetrics,
    );
    expect(whole.properties('AWS::CloudWatch::Dashboard')).toHaveLength(WATCH.dashboards);
    const [{ DashboardBody } = {}] = whole.properties('AWS::CloudWatch::Dashboard');
    const shown = JSON.stringify(DashboardBody).match(/NumeraiCryptoAutopilot\\+",\\+"\w+/g) ?? [];
    expect(new Set(shown).size).toBe(WATCH.customMetrics);
  });

  it('counts every function that ticks', () => {
    const ticking = new Set(dayOfTicks(whole, DAY).map(({ name }) => name));
    expect([...ticking].sort()).toEqual(Object.keys(FUNCTIONS).sort());
  });

  it('knows of every kind of thing in the stack that costs something', () => {
    const free = ['AWS::IAM::', 'AWS::SNS::', 'AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy'];
    const known = [
      'AWS::Lambda::',
      'AWS::Scheduler::',
      'AWS::CloudWatch::',
      'AWS::Logs::',
      'AWS::S3::Bucket',
    ];
    const counted = [...known, 'AWS::SecretsManager::Secret', 'AWS::SQS::Queue'];
    const types = Object.values(whole.template.toJSON().Resources as Record<string, { Type: string }>);
    const unknown = types.filter(({ Type }) => ![...free, ...counted].some((kind) => Type.startsWith(kind)));
    expect(unknown).toEqual([]);
    expect(whole.properties('AWS::SecretsManager::Secret')).toHaveLength(1);
  });
});

/** One for every metric that an alarm names, by itself or in an expression. */
function alarmMetrics(view: TemplateView): unknown[] {
  return view.properties('AWS::CloudWatch::Alarm').flatMap(({ MetricName, Metrics }) => {
    if (MetricName) return [MetricName];
    return (Metrics as { MetricStat?: unknown }[]).filter(({ MetricStat }) => MetricStat !== undefined);
  });
}

describe('a month', () => {
  const month = (slots: number, market: boolean) =>
    costEstimate({ slots, market, webhook: true, emails: 1 }).total;

  it.each([
    [1, false, 1],
    [1, true, 1],
    [20, false, 2],
    [20, true, 2],
  ])('of %d slots, market data %p, costs at most $%d within the free tier', (slots, market, usd) => {
    const { withFreeTier, withoutFreeTier } = month(slots, market);
    expect(withFreeTier).toBeLessThanOrEqual(usd);
    expect(withFreeTier).toBeGreaterThanOrEqual(0.4);
    expect(withoutFreeTier).toBeGreaterThan(withFreeTier);
  });

  it('is the sum of its lines, and each line what it says', () => {
    const { lines, total } = costEstimate({ slots: 3, market: true, webhook: false, emails: 2 });
    expect(lines.reduce((sum, line) => sum + line.withFreeTier, 0)).toBeCloseTo(total.withFreeTier, 10);
    const secret = lines.find(({ unit }) => unit === 'secrets');
    expect(secret).toMatchObject({ quantity: 1, withFreeTier: 0.4, withoutFreeTier: 0.4 });
    for (const line of lines) expect(line.quantity).toBeGreaterThan(0);
  });

  it('costs more with every slot, and little', () => {
    const perSlot = (month(20, false).withoutFreeTier - month(1, false).withoutFreeTier) / 19;
    expect(perSlot).toBeGreaterThan(0);
    expect(perSlot).toBeLessThan(0.02);
  });
});
