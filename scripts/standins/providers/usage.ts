import type { ProviderName } from './marketOptions.ts';

/** What has been used of every plan. */
export class Usage {
  readonly #minutes = new Map<ProviderName, { readonly minute: number; readonly weight: number }>();
  #credits = 0;

  /** Adds a request. @returns what this minute weighs now */
  count(provider: ProviderName, weight: number, now: Date): number {
    const minute = Math.floor(now.getTime() / 60_000);
    const before = this.#minutes.get(provider);
    const sum = (before?.minute === minute ? before.weight : 0) + weight;
    this.#minutes.set(provider, { minute, weight: sum });
    return sum;
  }

  /** What this minute has weighed so far. */
  inMinute(provider: ProviderName, now: Date): number {
    const before = this.#minutes.get(provider);
    return before?.minute === Math.floor(now.getTime() / 60_000) ? before.weight : 0;
  }

  charge(credits: number): void {
    this.#credits += credits;
  }

  /** Of CoinMarketCap. */
  get credits(): number {
    return this.#credits;
  }
}
