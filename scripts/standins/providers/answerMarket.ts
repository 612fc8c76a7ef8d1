import type { IncomingMessage } from 'node:http';
import type { Answer } from '../numerai/answer.ts';
import { deliverDocument } from './deliverDocument.ts';
import { faultAnswer, faultDocument } from './marketFaultAnswer.ts';
import { PROVIDERS, type ProviderName } from './marketOptions.ts';
import type { Call, Document, Endpoint, MarketWorld, Provider } from './marketWorld.ts';
import { PROVIDER_RULES } from './providerRules.ts';

const SECRET_HEADERS = /authorization|api[-_]key|pro_api/i;

/** What a request is answered, noted in the world's log. */
export function answerMarket(world: MarketWorld, request: IncomingMessage): Answer {
  const url = new URL(request.url ?? '/', 'http://local');
  const now = world.clock.now();
  const name =
    PROVIDERS.find((one) => url.pathname.startsWith(PROVIDER_RULES[one].prefix)) ?? 'coinmarketcap';
  const provider = PROVIDER_RULES[name];
  const path = url.pathname.slice(provider.prefix.length);
  const found = provider.route(path);
  const faults = world.faults.striking(found ? [name, found.name] : [name]);
  const header = (field: string) => request.headers[field]?.toString();
  const call: Call = { world, now, path, query: url.searchParams, header, faults };
  const asked = {
    call,
    name,
    provider,
    endpoint: found?.endpoint,
    weight: provider.weight(found?.name, call.query),
  };

  const instead = faultAnswer(call);
  const document = instead ? undefined : documentFor(asked);
  if (document?.credits) world.usage.charge(document.credits);
  world.requests.push({
    at: now,
    provider: name,
    endpoint: found?.name,
    path,
    query: Object.fromEntries(url.searchParams),
    headers: safeHeaders(request),
    status: document?.status ?? (instead?.kind === 'reply' ? instead.status : 0),
    credits: document?.credits ?? 0,
  });
  if (!document) return instead!;
  const headers = { date: dateOf(call), ...provider.headers(world, now), ...document.headers };
  return deliverDocument({ ...document, headers }, call);
}

interface Asked {
  readonly call: Call;
  readonly name: ProviderName;
  readonly provider: Provider;
  readonly endpoint: Endpoint | undefined;
  readonly weight: number;
}

function documentFor({ call, name, provider, endpoint, weight }: Asked): Document {
  const { world, now } = call;
  const used = world.usage.count(name, weight, now);
  const struck = faultDocument(call, provider);
  if (struck) return struck;
  if (used > (world.options.perMinute[name] ?? Number.POSITIVE_INFINITY)) {
    const secondsLeft = 60 - Math.floor((now.getTime() / 1000) % 60);
    return { ...provider.failure('rate-limited', call), headers: { 'retry-after': String(secondsLeft) } };
  }
  return endpoint ? (provider.refusal(call) ?? endpoint(call)) : provider.failure('not-found', call);
}

/** By the stand-in's clock, or by one that goes wrong. */
function dateOf({ now, faults }: Call): string {
  const hours = faults.has('clock-ahead') ? 24 : faults.has('clock-behind') ? -12 : 0;
  return new Date(now.getTime() + hours * 3_600_000).toUTCString();
}

function safeHeaders({ headers }: IncomingMessage): Record<string, string> {
  const shown = Object.entries(headers).map(([name, value]) => {
    return [name, SECRET_HEADERS.test(name) ? '(hidden)' : String(value)];
  });
  return Object.fromEntries(shown);
}
