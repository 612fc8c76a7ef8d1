import { type Answer, html } from '../numerai/answer.ts';
import type { MarketFaultName } from './marketFaults.ts';
import type { Call, Document, FailureKind, Provider } from './marketWorld.ts';

const WORDS: Readonly<Partial<Record<MarketFaultName, FailureKind>>> = {
  'error-500': 'server-error',
  'rate-limited': 'rate-limited',
  'quota-spent': 'quota-spent',
  'plan-lacks': 'plan-lacks',
  'wrong-key': 'wrong-key',
  'error-in-200': 'in-200',
};

const RESTRICTED = {
  code: 0,
  msg: "Service unavailable from a restricted location according to 'b. Eligibility' in our terms of use.",
};

/** What is answered in place of the provider; undefined when no fault wants that. */
export function faultAnswer(call: Call): Answer | undefined {
  const { faults } = call;
  if (faults.has('unreachable')) return { kind: 'drop' };
  if (faults.has('timeout')) return { kind: 'hang' };
  if (faults.has('error-504-html')) return html(504, '504 Gateway Time-out');
  if (faults.has('html-200')) return html(200, 'Down for maintenance');
  return faults.has('forbidden') ? html(403, 'Request blocked') : undefined;
}

/** A failure that a fault wants, in the provider's words. */
export function faultDocument(call: Call, provider: Provider): Document | undefined {
  const { faults, world } = call;
  const waiting = { 'retry-after': String(world.options.retryAfterSeconds) };
  if (faults.has('geo-blocked')) return { status: 451, body: RESTRICTED };
  if (faults.has('banned')) {
    return { ...provider.failure('rate-limited', call), status: 418, headers: waiting };
  }
  const struck = [...faults].find((name) => WORDS[name] !== undefined);
  if (struck === undefined) return undefined;
  const document = provider.failure(WORDS[struck]!, call);
  return struck === 'rate-limited' ? { ...document, headers: waiting } : document;
}
