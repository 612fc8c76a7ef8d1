import type { Reply } from '../numerai/answer.ts';
import { reply } from '../numerai/answer.ts';
import type { Call, Document } from './marketWorld.ts';

const NOT_A_NUMBER = '\u0000NaN';
/** The names under which providers give a price. */
const RENAMED: Readonly<Record<string, string>> = {
  price: 'last_price',
  close: 'close_price',
  prices: 'price_series',
  value: 'index_value',
  current_price: 'price_now',
  symbol: 'ticker',
  baseAsset: 'base',
  pointSchemas: 'point_columns',
};

/** A document as it goes out, changed as the faults of its call want it. */
export function deliverDocument(
  { status, body, headers = {} }: Document,
  { faults }: Pick<Call, 'faults'>,
): Reply {
  const shown = faults.has('renamed-field') ? renamed(body) : body;
  const text = faults.has('bare-nan') ? withBareNaN(shown) : JSON.stringify(shown);
  const told = faults.has('half-body') ? text.slice(0, text.length >> 1) : text;
  return {
    ...reply(status, told, { 'content-type': 'application/json; charset=utf-8', ...headers }),
    cut: faults.has('reset-mid-body'),
    stalls: faults.has('slow-body'),
  };
}

/** The first of the names above that stands anywhere in it is another one everywhere. */
function renamed(body: unknown): unknown {
  const text = JSON.stringify(body);
  const [from, to] = Object.entries(RENAMED).find(([name]) => text.includes(`"${name}":`)) ?? [];
  return from === undefined ? withoutLastColumn(body) : JSON.parse(text.replaceAll(`"${from}":`, `"${to}":`));
}

/** Rows without names lose what they end with. */
function withoutLastColumn(body: unknown): unknown {
  return Array.isArray(body) ? body.map((row) => (Array.isArray(row) ? row.slice(0, 5) : row)) : body;
}

function withBareNaN(body: unknown): string {
  const text = JSON.stringify(body, (_, value) => (Number.isNaN(value) ? NOT_A_NUMBER : value));
  return text.replaceAll(JSON.stringify(NOT_A_NUMBER), 'NaN');
}
