/** A clock that runs like its source but can be set and moved. */
export class StandinClock {
  readonly #source: () => Date;
  #offsetMs = 0;

  constructor(source: () => Date = () => new Date()) {
    this.#source = source;
  }

  now(): Date {
    return new Date(this.#source().getTime() + this.#offsetMs);
  }

  set(now: Date): void {
    this.#offsetMs = now.getTime() - this.#source().getTime();
  }

  advance(seconds: number): void {
    this.#offsetMs += seconds * 1000;
  }
}
