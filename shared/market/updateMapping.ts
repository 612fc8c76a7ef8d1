import type { UtcDay } from '../domain/utcDay.ts';
import { byText } from './byText.ts';
import { type MappedToken, type Mapping, mappingOf, type ProviderMapping } from './mapping.ts';

/** Changes that are remembered. */
const HISTORY = 5_000;

type Change = Mapping['history'][number];

/** What a search for tokens at one provider came to. */
export interface Matches {
  readonly day: UtcDay;
  readonly source: string;
  readonly mapped: readonly Pick<MappedToken, 'ucid' | 'id' | 'symbol' | 'by'>[];
  readonly unmapped: readonly { readonly ucid: string; readonly reason: string }[];
}

/** The mapping with newly found tokens, and those found nowhere noted. */
export function withMatches(mapping: Mapping, { day, source, mapped: found, unmapped }: Matches): Mapping {
  const before = mappingOf(mapping, source);
  const isKnown = ({ ucid, id }: Pick<MappedToken, 'ucid' | 'id'>) =>
    before.tokens.some((one) => one.ucid === ucid && one.id === id);
  const mapped = found.filter((one) => !isKnown(one));
  const news = new Set([...mapped, ...unmapped].map(({ ucid }) => ucid));
  const tokens = mapped.map((one) => ({ ...one, since: day, checkedOn: day }));
  const changes = mapped.map(
    ({ ucid, id, by }): Change => ({ day, source, ucid, id, change: 'mapped', reason: `same ${by}` }),
  );
  const after: ProviderMapping = {
    source,
    tokens: [...before.tokens.filter(({ ucid }) => !news.has(ucid)), ...tokens],
    unmapped: [
      ...before.unmapped.filter(({ ucid }) => !news.has(ucid)),
      ...unmapped.map((one) => ({ ...one, on: day })),
    ],
  };
  return replaced(mapping, after, changes);
}

/** How the closes of a day compared with the first provider's. */
export interface Check {
  readonly day: UtcDay;
  readonly source: string;
  readonly agreeing: readonly string[];
  readonly disagreeing: readonly string[];
}

/** The mapping after a check. A token whose closes disagree on a second day without agreeing between is dropped. */
export function withCheck(mapping: Mapping, { day, source, agreeing, disagreeing }: Check): Mapping {
  const before = mappingOf(mapping, source);
  const [right, wrong] = [new Set(agreeing), new Set(disagreeing)];
  const isDropped = (one: MappedToken) =>
    wrong.has(one.ucid) && one.failedOn !== undefined && one.failedOn !== day;
  const dropped = before.tokens.filter(isDropped);
  const tokens = before.tokens
    .filter((one) => !isDropped(one))
    .map((one) => {
      if (wrong.has(one.ucid)) return { ...one, failedOn: day };
      return right.has(one.ucid) ? { ...withoutFailure(one), checkedOn: day } : one;
    });
  const reason = (one: MappedToken) => `closes disagree on ${one.failedOn} and ${day}`;
  const unmapped = [
    ...before.unmapped,
    ...dropped.map((one) => ({ ucid: one.ucid, on: day, reason: reason(one) })),
  ];
  const changes = dropped.map(
    (one): Change => ({ day, source, ucid: one.ucid, id: one.id, change: 'dropped', reason: reason(one) }),
  );
  return replaced(mapping, { source, tokens, unmapped }, changes);
}

function withoutFailure({ failedOn: _, ...token }: MappedToken): MappedToken {
  return token;
}

function replaced(mapping: Mapping, one: ProviderMapping, changes: readonly Change[]): Mapping {
  const others = mapping.providers.filter(({ source }) => source !== one.source);
  const sorted: ProviderMapping = {
    source: one.source,
    tokens: [...one.tokens].sort((a, b) => byText(a.ucid, b.ucid)),
    unmapped: [...one.unmapped].sort((a, b) => byText(a.ucid, b.ucid)),
  };
  return {
    ...mapping,
    providers: [...others, sorted].sort((a, b) => byText(a.source, b.source)),
    history: [...mapping.history, ...changes].slice(-HISTORY),
  };
}
