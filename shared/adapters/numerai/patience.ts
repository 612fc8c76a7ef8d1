/**
 * Pauses between the attempts of a run that nobody watches: whatever step it strikes, an outage of a minute is sat out,
 * which wakes nobody and loses no round. A longer one is told of within the 150 s that a run has.
 */
export const PATIENCE_MS: readonly number[] = [
  500, 1_000, 2_000, 4_000, 8_000, 12_000, 12_000, 12_000, 12_000, 12_000,
];
