import type { Call, Document } from '../marketWorld.ts';
import { cmcAnswer } from './cmcStatus.ts';

/** `/v1/key/info`: the plan and what is left of it, free of charge. */
export function cmcKeyInfo(call: Call): Document {
  const { options, usage } = call.world;
  const perMinute = options.perMinute.coinmarketcap ?? Number.POSITIVE_INFINITY;
  const reset = new Date(Date.UTC(call.now.getUTCFullYear(), call.now.getUTCMonth() + 1, 1));
  const made = usage.inMinute('coinmarketcap', call.now);
  const data = {
    plan: {
      credit_limit_monthly: options.credits,
      credit_limit_monthly_reset: 'At the end of the month',
      credit_limit_monthly_reset_timestamp: reset.toISOString(),
      rate_limit_minute: perMinute,
    },
    usage: {
      current_minute: { requests_made: made, requests_left: perMinute - made },
      current_day: { credits_used: usage.credits, credits_left: null },
      current_month: { credits_used: usage.credits, credits_left: options.credits - usage.credits },
    },
  };
  return cmcAnswer(call, data, 0);
}
