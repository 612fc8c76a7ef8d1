import type { Frame } from './frame.ts';

/** A stretch of the calendar, end exclusive, cut at the ends of the frame. */
export interface Block {
  /** Where the block before it starts; equal to `start` when the frame starts here. */
  readonly before: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The calendar blocks of `days` days that hold the wanted days of a frame. A window of as many days is always the
 * tail of one block and the head of the next, so that two running sums a block give every window's sum in O(1);
 * and as the blocks lie fixed in the calendar, the sum depends on nothing but the window, to the last bit.
 */
export function blocksOf({ first, length, epochDay }: Frame, days: number): Block[] {
  const blocks: Block[] = [];
  const offset = (epochDay + first) % days;
  for (let start = first - offset; start < length; start += days) {
    blocks.push({
      before: Math.max(0, start - days),
      start: Math.max(0, start),
      end: Math.min(length, start + days),
    });
  }
  return blocks;
}
