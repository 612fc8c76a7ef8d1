import { costEstimate } from '../../shared/domain/costEstimate.ts';
import { costText } from '../costText.ts';
import type { CommandFunction } from '../invocation.ts';
import { readSettings } from '../readSettings.ts';

interface CostOptions {
  /** Instead of the number in the settings. */
  readonly slots?: number;
}

/** What a month in AWS costs with these settings; asks nobody. */
export const cost: CommandFunction<CostOptions> = async (options, terminal) => {
  const { slots, market, webhook, alertEmails = [] } = await readSettings(options.settings);
  if (options.slots === undefined && slots.some(({ name }) => name === '*')) {
    terminal.note('slot "*" is counted as one; give the number of your models: --slots N');
  }
  const emails = alertEmails.length;
  const estimate = costEstimate({
    slots: options.slots ?? slots.length,
    market: market !== undefined,
    webhook,
    emails,
  });
  return { document: estimate, text: costText(estimate, terminal.paint) };
};
