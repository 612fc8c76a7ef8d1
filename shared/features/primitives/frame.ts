/** The days a computation runs over, one array index a day, and the memory it works in. */
export interface Frame {
  /** Values are wanted from this index on; before it they may be anything. */
  readonly first: number;
  /** One past the last index. */
  readonly length: number;
  /** Days from 1970-01-01 to the day of index 0. */
  readonly epochDay: number;
  /** An array of at least `length + 1` cells with anything in them. It is valid until the frame's owner moves on. */
  take(): Float64Array;
  /** Takes back the last so many arrays handed out, to hand them out again while they are still in the cache. */
  giveBack(count: number): void;
}

/** The same days, with values wanted from `days` days earlier on. */
export class EarlierFrame implements Frame {
  readonly first: number;
  readonly length: number;
  readonly epochDay: number;
  readonly #frame: Frame;

  constructor(frame: Frame, days: number) {
    this.first = Math.max(0, frame.first - days);
    this.length = frame.length;
    this.epochDay = frame.epochDay;
    this.#frame = frame;
  }

  take(): Float64Array {
    return this.#frame.take();
  }

  giveBack(count: number): void {
    this.#frame.giveBack(count);
  }
}
