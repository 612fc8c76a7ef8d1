/** A round of Numerai Crypto. Times are instants; the on-time deadline is `closeStakingTime`. */
export interface Round {
  readonly number: number;
  readonly openTime: Date;
  readonly closeStakingTime: Date;
  readonly closeTime: Date;
  /** Tokens in the round's universe, when Numerai says so. */
  readonly numTickers: number | undefined;
}
