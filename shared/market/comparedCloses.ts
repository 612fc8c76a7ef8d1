import type { Bar } from './bar.ts';
import { closesAgree } from './closesAgree.ts';
import type { Remark } from './remark.ts';

/** If more tokens than this disagree, it is the provider that is wrong and not the tokens. */
const MAX_SHARE = 0.2;
const ENOUGH = 5;

export interface ComparedCloses {
  /** Bars whose close agrees with the reference's, or has none to agree with. */
  readonly agreeing: readonly Bar[];
  readonly disagreeing: readonly Bar[];
  /** One for each that disagrees, with both prices. */
  readonly flags: readonly Remark[];
  /** Why nothing of it can be used; undefined when most agree. */
  readonly fault: string | undefined;
}

/** Puts one provider's closes of a day beside another's. Nothing is averaged: who disagrees is told. */
export function comparedCloses(bars: readonly Bar[], reference: readonly Bar[]): ComparedCloses {
  const closes = new Map(reference.map((bar) => [bar.ucid, bar]));
  const comparable = bars.filter(
    (bar) => !Number.isNaN(bar.close / (closes.get(bar.ucid)?.close ?? Number.NaN)),
  );
  const disagreeing = comparable.filter((bar) => !closesAgree(bar.close, closes.get(bar.ucid)!.close));
  const share = disagreeing.length / comparable.length;
  const isFault = comparable.length >= ENOUGH && share > MAX_SHARE;
  const out = new Set(disagreeing);
  return {
    agreeing: bars.filter((bar) => !out.has(bar)),
    disagreeing,
    flags: disagreeing.map((bar) => disagreement(bar, closes.get(bar.ucid)!)),
    fault: isFault ? `${disagreeing.length} of ${comparable.length} closes disagree` : undefined,
  };
}

function disagreement({ ucid, symbol, source, close }: Bar, reference: Bar): Remark {
  const off = Math.round((close / reference.close - 1) * 100);
  const sign = off > 0 ? '+' : '';
  const reason = `close ${close} is ${sign}${off} % off ${reference.source}'s ${reference.close}`;
  return { ucid, symbol, source, reason };
}
