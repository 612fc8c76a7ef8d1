import { expect, it } from '@jest/globals';
import { progressLines } from '../../scripts/progressLines.ts';

/** What is said of work whose share and time go on in these steps. */
function linesOf(steps: readonly (readonly [share: number | undefined, seconds: number])[]): string[] {
  const lines: string[] = [];
  let now = 0;
  const working = progressLines(
    (line) => lines.push(line),
    () => now,
  );
  for (const [i, [share, seconds]] of steps.entries()) {
    now += seconds * 1000;
    working.say(`step ${i}`, share);
  }
  working.stop();
  return lines;
}

it('says every twentieth once, however quick it is', () => {
  const lines = linesOf(Array.from({ length: 400 }, (_, i) => [(i + 1) / 400, 0.01] as const));
  expect(lines).toHaveLength(20);
  expect([lines[0], lines.at(-1)]).toEqual(['step 19', 'step 399']);
});

it('says something every half a minute, however slow it is', () => {
  const lines = linesOf(Array.from({ length: 100 }, (_, i) => [i / 100_000, 3] as const));
  expect(lines).toHaveLength(10);
});

it('says at once what begins', () => {
  const lines: string[] = [];
  progressLines(
    (line) => lines.push(line),
    () => 0,
  ).begin('something else');
  expect(lines).toEqual(['something else']);
});

it('of work whose share is unknown goes by the time alone', () => {
  expect(
    linesOf([
      [undefined, 1],
      [undefined, 28],
      [undefined, 1],
      [undefined, 29],
      [undefined, 1],
    ]),
  ).toEqual(['step 2', 'step 4']);
});
