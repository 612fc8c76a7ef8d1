import { PRICED, PRICES, type Priced } from './costPrices.ts';
import { type Deployed, monthlyUsage } from './costUsage.ts';

interface CostLine {
  readonly service: string;
  readonly unit: string;
  readonly quantity: number;
  /** US dollars a month. */
  readonly withoutFreeTier: number;
  readonly withFreeTier: number;
}

export interface CostEstimate {
  readonly deployed: Deployed;
  readonly priced: typeof PRICED;
  readonly lines: readonly CostLine[];
  readonly total: { readonly withoutFreeTier: number; readonly withFreeTier: number };
}

/** US dollars a month, with and without the always-free tier of an account that has nothing else in it. */
export function costEstimate(deployed: Deployed): CostEstimate {
  const usage = monthlyUsage(deployed);
  const lines = (Object.keys(PRICES) as Priced[]).map((name): CostLine => {
    const { service, unit, usd, free } = PRICES[name];
    const quantity = usage[name];
    const paid = Math.max(0, quantity - free);
    return { service, unit, quantity, withoutFreeTier: quantity * usd, withFreeTier: paid * usd };
  });
  const total = (of: (line: CostLine) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  return {
    deployed,
    priced: PRICED,
    lines,
    total: {
      withoutFreeTier: total((line) => line.withoutFreeTier),
      withFreeTier: total((line) => line.withFreeTier),
    },
  };
}
