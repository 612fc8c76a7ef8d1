/** Something to know about a token's day: a gap (missing or unusable) or a flag (stored, but odd). */
export interface Remark {
  readonly ucid: string;
  readonly symbol: string;
  /** The provider. */
  readonly source: string;
  readonly reason: string;
}
