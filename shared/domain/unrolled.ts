/** The text for lane 0, 1, … of so many, one after another: WebAssembly text has no macros and no small arrays. */
export function unrolled(lanes: number, text: (lane: number) => string): string {
  return Array.from({ length: lanes }, (_, lane) => text(lane)).join('\n');
}
