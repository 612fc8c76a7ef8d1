import type * as z from 'zod';
import { AccessError } from '../../../errors.ts';
import type { Cost, Limit } from '../../../ports.ts';
import {
  type ProviderApi,
  type ProviderOptions,
  type ProviderRequest,
  providerApi,
  type Told,
} from '../providerApi.ts';
import type { Status } from './cmcAnswers.ts';
import { cmcFailure, cmcWords } from './cmcFailure.ts';
import { creditCounter } from './credits.ts';

export interface CmcOptions extends ProviderOptions {
  /** Credits this client may spend in its life; default: as many as the plan has. */
  readonly creditBudget?: number | undefined;
}

const NO_KEY =
  'Set CMC_API_KEY (`keys set` stores it in AWS); a free key is made at pro.coinmarketcap.com, and its plan is enough.';

interface CmcAnswer<D> {
  readonly status?: z.infer<typeof Status> | null | undefined;
  readonly data: D;
}

interface CmcRequest<D> extends ProviderRequest<CmcAnswer<D>> {
  /** What it will be charged, at most. */
  readonly credits: number;
}

/** CoinMarketCap's API: a key, credits, and the `data` of an answer. */
export interface CmcApi extends Pick<ProviderApi, 'allow' | 'perMinute'> {
  /** @throws as `ProviderApi`; AccessError `access_denied` without a key; RefusedError `credit_budget_spent` */
  data<D>(request: CmcRequest<D>, limit: Limit): Promise<Told<D>>;
  /** Requests and credits so far. */
  readonly spent: Cost;
}

/** @throws UsageError `address_invalid` */
export function cmcApi(options: CmcOptions): CmcApi {
  const { key, log, creditBudget: budget = Number.POSITIVE_INFINITY } = options;
  const api = providerApi(
    {
      source: 'CoinMarketCap',
      defaultUrl: 'https://pro-api.coinmarketcap.com',
      variable: 'CMC_API_URL',
      headers: key ? { 'X-CMC_PRO_API_KEY': key } : {},
      // 30 or 50 are allowed, by who is asked.
      perMinute: 25,
      burst: 5,
      judge: cmcFailure,
      words: cmcWords,
    },
    options,
  );
  const credits = creditCounter({ budget, log });
  return {
    allow: api.allow,
    get perMinute() {
      return api.perMinute;
    },
    get spent() {
      return { requests: api.sent, credits: credits.spent };
    },
    data: async (request, limit) => {
      if (!key) {
        throw new AccessError('access_denied', 'CoinMarketCap needs a key and CMC_API_KEY is not set', {
          hint: NO_KEY,
        });
      }
      credits.reserve(request.credits);
      let charged = 0;
      try {
        const {
          data: { status, data },
          at,
        } = await api.get(request, limit);
        charged = status?.credit_count ?? request.credits;
        return { data, at };
      } finally {
        credits.settle(request.credits, charged, request.path);
      }
    },
  };
}
