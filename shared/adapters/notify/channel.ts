import type { Notice } from '../../ports.ts';

/** A chat or another service that takes notices as JSON over HTTP. */
export interface Channel {
  /** Shown instead of the address, which is a key. */
  readonly name: string;
  readonly url: URL;
  /** The JSON body for a notice. */
  body(notice: Notice): unknown;
}
