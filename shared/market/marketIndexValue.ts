/** One number for the whole market on a day, such as Fear & Greed. */
export interface MarketIndexValue {
  readonly name: string;
  readonly value: number;
  readonly source: string;
  readonly collectedAt: Date;
}
