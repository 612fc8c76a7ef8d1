import type { MarketData, MarketIndex, Ports } from '../../ports.ts';

/** What reading the market store takes. */
export type StorePorts = Pick<Ports, 'store' | 'files'>;

/** What collecting takes. */
export interface MarketPorts extends StorePorts, Pick<Ports, 'clock' | 'log'> {
  /** Best first. Where one has cross-sections, its ids are ucids. */
  readonly providers: readonly MarketData[];
  readonly indexes: readonly MarketIndex[];
}
