import { RefusedError } from '../../../errors.ts';
import type { Log } from '../../../ports.ts';

/** Keeps count of what a plan is charged for. */
export interface Credits {
  /**
   * Called before a request.
   *
   * @throws RefusedError `credit_budget_spent` when it would take more than is left of the budget
   */
  reserve(credits: number): void;
  /** Called after it, answered or not, with what it really took. */
  settle(reserved: number, charged: number, what: string): void;
  /** Charged so far. */
  readonly spent: number;
}

export function creditCounter({ budget, log }: { budget: number; log: Log }): Credits {
  let spent = 0;
  let underWay = 0;
  return {
    get spent() {
      return spent;
    },
    reserve: (credits) => {
      if (spent + underWay + credits > budget) {
        throw new RefusedError(
          'credit_budget_spent',
          `CoinMarketCap: ${credits} more credits would pass the budget of ${budget}, ${spent} of which are spent`,
        );
      }
      underWay += credits;
    },
    settle: (reserved, charged, what) => {
      underWay -= reserved;
      spent += charged;
      if (charged > 0) log.info(`CoinMarketCap charged ${charged} credits`, { what, charged, spent });
    },
  };
}
