import type { Allowance, Limit } from '../../../ports.ts';
import { CMC_ANSWERS, type CmcKeyInfo } from './cmcAnswers.ts';
import type { CmcApi } from './cmcApi.ts';

/** Of the limit that a plan tells; the rest is left to others with the same key. */
const SHARE_OF_LIMIT = 0.8;

/**
 * What is left of the month; free of charge. The limit a minute that it tells is kept from then on.
 *
 * @see https://coinmarketcap.com/academy/article/how-to-understand-api-credits-rate-limits-and-pagination
 */
export async function cmcAllowance(api: CmcApi, limit: Limit): Promise<Allowance> {
  const { data: info } = await api.data(
    { path: '/v1/key/info', schema: CMC_ANSWERS.keyInfo, credits: 0 },
    limit,
  );
  const { rate_limit_minute: perMinute } = info.plan;
  if (perMinute) api.allow(perMinute * SHARE_OF_LIMIT);
  return toAllowance(info);
}

function toAllowance({ plan, usage }: CmcKeyInfo): Allowance {
  const { credit_limit_monthly: monthly, credit_limit_monthly_reset_timestamp: reset } = plan;
  const resetsAt = new Date(reset ?? Number.NaN);
  return {
    plan: monthly ? `${monthly} credits a month` : undefined,
    creditsLeft: usage?.current_month?.credits_left ?? undefined,
    resetsAt: Number.isNaN(resetsAt.getTime()) ? undefined : resetsAt,
  };
}
