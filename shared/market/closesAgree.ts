/** Of the reference: so far two providers' closes of one token lie apart at most. */
const TOLERANCE = 0.03;

/** True when two closes of a day can be of the same token; false where one is unknown. */
export function closesAgree(close: number, reference: number): boolean {
  return Math.abs(close - reference) <= TOLERANCE * reference;
}
