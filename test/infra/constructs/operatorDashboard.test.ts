import { beforeAll, describe, expect, it } from '@jest/globals';
import { appWith, templateOf } from '../../support/synthesise.ts';
import { type TemplateView, templateView } from '../../support/templateView.ts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
    readonly query?: string;
    readonly markdown?: string;
  };
}

let view: TemplateView;
let widgets: readonly Widget[];
let periodOverride: unknown;
beforeAll(() => {
  view = templateView(templateOf(appWith()));
  const [dashboard] = view.properties('AWS::CloudWatch::Dashboard');
  const { DashboardBody } = dashboard as { DashboardBody: { 'Fn::Join': [string, unknown[]] } };
  // Names and numbers that only CloudFormation knows.
  const body = DashboardBody['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'known-later'));
  ({ widgets, periodOverride } = JSON.parse(body.join('')));
});

const titled = (title: RegExp) => widgets.find(({ properties }) => title.test(properties.title ?? ''))!;
const metricsOf = (widget: Widget) =>
  (widget.properties.metrics ?? []).filter((metric) => typeof metric[0] === 'string');

describe('dashboard', () => {
  it('is one of the three that are free, with fewer than 50 metrics', () => {
    view.template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    expect(widgets.flatMap(metricsOf).length).toBeLessThan(50);
  });

  it('shows every alarm of the stack', () => {
    const shown = titled(/^Alarms$/).properties.alarms!.map((arn) => arn.split(':alarm:')[1]);
    const all = view.properties('AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName);
    expect(shown.sort()).toEqual(all.sort());
  });

  it.each([
    ['Last round', ['MinutesToSpare', 'AcceptedShare', 'Coverage', 'DegradedLate', 'Missed']],
    ['Minutes to spare', ['MinutesToSpare']],
    ['Accepted and covered', ['AcceptedShare', 'Coverage']],
    ['What went wrong', ['AtRisk', 'Missed', 'DegradedLate', 'KeysInTrouble']],
    ['verify, runs', ['VerifyRan']],
  ])('shows %s', (title, names) => {
    const metrics = metricsOf(titled(new RegExp(`^${title}`)));
    expect(metrics.map(([namespace]) => namespace)).toEqual(names.map(() => 'NumeraiCryptoAutopilot'));
    expect(metrics.map(([, name]) => name)).toEqual(names);
  });

  it('shows run time and errors of every function, and what came into the failure queue', () => {
    const functions = Object.keys(view.resources('AWS::Lambda::Function')).length;
    expect(metricsOf(titled(/^Longest run/))).toHaveLength(functions);
    expect(metricsOf(titled(/^Errors/))).toHaveLength(functions + 1);
  });

  it('gives each round one point, on a line with the others', () => {
    const rounds = metricsOf(titled(/^Minutes to spare/)).map((metric) => metric.at(-1));
    expect(rounds).toEqual([expect.objectContaining({ period: 86_400, stat: 'Minimum' })]);
    expect(periodOverride).toBe('inherit');
  });

  it('lists the last runs from the log of submit', () => {
    const { query } = titled(/^Last runs/).properties;
    expect(query).toMatch(/^SOURCE 'known-later' \| filter message = "Run ended"/);
    for (const field of ['round', 'outcome', 'slots.0.accepted', 'slots.0.universe', 'reason'])
      expect(query).toContain(`details.document.${field} as`);
  });

  it('fills the page without gaps or overlaps', () => {
    for (const top of new Set(widgets.map(({ y }) => y))) {
      const row = widgets.filter(({ y }) => y === top);
      expect(new Set(row.map(({ height }) => height)).size).toBe(1);
      expect(row.reduce((sum, { width }) => sum + width, 0)).toBe(24);
    }
  });
});
