import { windowOf } from './primitives/window.ts';

/** The rule about missing days, in words: four in five. */
export function needs(what: string, days: number): string {
  const { need } = windowOf(days);
  return need === days
    ? `Needs all of the last ${days} ${what}.`
    : `Needs ${need} of the last ${days} ${what}.`;
}

export function needsClose(days: number): string {
  return needs('closes', days);
}

export function needsReturns(days: number): string {
  return `${needs('daily returns', days)} A return needs the closes of two consecutive days.`;
}
