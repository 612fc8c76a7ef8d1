import type { MarketData, MarketIndex, Ports } from '../../ports.ts';

/** A file of the market store that cannot be read. */
export interface Damage {
  readonly key: string;
  /** Where its bytes are kept, once something else has its place; null while it lies where it was. */
  readonly aside: string | null;
}

/** What reading the market store takes. */
export interface StorePorts extends Pick<Ports, 'store' | 'files'> {
  /** Told of files that cannot be read, which then count as missing; without it `market_damaged` is thrown. */
  readonly onDamage?: ((damage: Damage) => void) | undefined;
}

/** What collecting takes. */
export interface MarketPorts extends StorePorts, Pick<Ports, 'clock' | 'log'> {
  /** Best first. Where one has cross-sections, its ids are ucids. */
  readonly providers: readonly MarketData[];
  readonly indexes: readonly MarketIndex[];
}
