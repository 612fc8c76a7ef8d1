import { addDays, daysBetween, type UtcDay } from '../../domain/utcDay.ts';
import { updatePanel } from '../../market/assemblePanel.ts';
import type { Bar } from '../../market/bar.ts';
import type { MarketDay } from '../../market/marketDay.ts';
import type { Panel } from '../../market/panel.ts';
import { historyDays } from '../market/historyDays.ts';
import type { StorePorts } from '../market/marketPorts.ts';

/** Days of bars that are put into the panel at once. */
const AT_ONCE = 32;

/** What is known of the market for some days. */
export interface MarketStretch {
  /** Those days and the lookback before them; undefined where nothing is stored. */
  readonly panel: Panel | undefined;
  /** Of the days themselves, as far as they are stored. */
  readonly bars: ReadonlyMap<UtcDay, readonly Bar[]>;
}

/** A window that moves over the stored history: every partition is read once, and no more is held than is looked at. */
export class MarketWindow {
  readonly #ports: StorePorts;
  readonly #lookbackDays: number;
  #panel: Panel | undefined;
  /** Everything up to it has been read, or lies too far back. */
  #readTo: UtcDay = '';

  constructor(ports: StorePorts, lookbackDays: number) {
    this.#ports = ports;
    this.#lookbackDays = lookbackDays;
  }

  /** @param range both included; never before that of an earlier call */
  async moveTo({ from, to }: { readonly from: UtcDay; readonly to: UtcDay }): Promise<MarketStretch> {
    const earliest = addDays(from, 1 - this.#lookbackDays);
    const unread = { from: this.#readTo < earliest ? earliest : addDays(this.#readTo, 1), to };
    const keep = this.#lookbackDays + daysBetween(from, to);
    const bars = new Map<UtcDay, readonly Bar[]>();
    let fresh: MarketDay[] = [];
    const settle = () => {
      if (fresh.length > 0) this.#panel = updatePanel(this.#panel, fresh, keep);
      fresh = [];
    };
    for await (const day of historyDays(this.#ports, unread)) {
      fresh.push(day);
      if (day.day >= from) bars.set(day.day, day.bars);
      if (fresh.length === AT_ONCE) settle();
    }
    settle();
    this.#readTo = to;
    return { panel: this.#panel, bars };
  }
}
