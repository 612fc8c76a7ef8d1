import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { CLOUD_SETTINGS, type CloudUnderTest } from '../support/cloudUnderTest.ts';
import { dayOfTicks } from '../support/dayOfTicks.ts';
import { appWith, templateOf } from '../support/synthesise.ts';
import { templateView } from '../support/templateView.ts';

const MINUTES = 60_000;
const WEDNESDAY = '2026-11-25';

/** Every tick from 11:00 to 15:00, and of the quiet hours before and after enough to see that they are quiet. */
function isOfInterest({ time }: { readonly time: string }): boolean {
  return /^(00|06|1[1-4]|20|23):/.test(time);
}

/** A day on which all goes well, tick by tick as the schedules of the template have it. */
export function wholeDay(cloud: () => CloudUnderTest): void {
  it("takes a user's own table", async () => {
    const symbols = await cloud().numerai.live.symbols();
    const rows = symbols.map((symbol, row) => `${JSON.stringify(symbol)},${row % 97}`);
    const file = join(cloud().folder, 'mine.csv');
    writeFileSync(file, ['symbol,alpha', ...rows].join('\n'));
    const end = await cloud().cli(
      'user',
      'import',
      file,
      '--table',
      'mine',
      '--date',
      '2026-11-24',
      '--json',
    );
    expect(end.code).toBe(0);
  });

  it(
    'goes through a whole day: one submission at the opening, and never a false alarm',
    async () => {
      const view = templateView(templateOf(appWith({ autopilot: CLOUD_SETTINGS })));
      const said = new Map<string, string[]>();
      const measured = new Map<string, number>();
      for (const tick of dayOfTicks(view, WEDNESDAY).filter(isOfInterest)) {
        const invoked = await cloud().tick(tick.name, tick.at);
        const key = `${tick.name} ${invoked.end}`;
        said.set(key, [...(said.get(key) ?? []), tick.time]);
        for (const [name, value] of Object.entries(invoked.measures)) {
          measured.set(name, (measured.get(name) ?? 0) + value);
        }
      }
      const span = (key: string) => [said.get(key)?.at(0), said.get(key)?.at(-1), said.get(key)?.length];
      expect(Object.fromEntries([...said.keys()].map((key) => [key, span(key)]))).toEqual({
        'collect collected': ['00:40', expect.anything(), expect.anything()],
        'submit no-open-round': ['00:03', '11:55', 10],
        'submit submitted': ['12:00', '12:00', 1],
        'submit already-submitted': ['12:03', '23:43', 50],
        'verify no-open-round': ['00:07', '23:57', 36],
        'verify early': ['12:07', '12:17', 2],
        'verify confirmed': ['12:27', '13:57', 10],
      });
      expect(Object.fromEntries(measured)).toMatchObject({
        VerifyRan: 48,
        AtRisk: 0,
        Missed: 0,
        DegradedLate: 0,
        KeysInTrouble: 0,
        AcceptedShare: 1,
        Coverage: 1,
      });
      expect(measured.get('MinutesToSpare')).toBeCloseTo(60, -1);
      expect(
        cloud()
          .numerai.submissions()
          .map(({ modelId }) => modelId.at(-1))
          .sort(),
      ).toEqual(['a', 'b']);
    },
    5 * MINUTES,
  );

  it('keeps of the day what it should, where it should', async () => {
    const kept = ['claim.json', 'record.json', 'submission.parquet'];
    expect(await cloud().store().list('rounds/')).toEqual([
      ...kept.map((file) => `rounds/1325/example_model/${file}`),
      'rounds/1325/live.parquet',
      ...kept.map((file) => `rounds/1325/second_model/${file}`),
    ]);
    expect(await cloud().store().list('market/bars/')).toEqual(['market/bars/date=2026-11-24/bars.parquet']);
  });
}
