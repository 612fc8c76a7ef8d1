import { age } from './families/age.ts';
import { atr } from './families/atr.ts';
import { bitcoin } from './families/bitcoin.ts';
import { bollinger } from './families/bollinger.ts';
import { downside } from './families/downside.ts';
import { drawdown } from './families/drawdown.ts';
import { extremes } from './families/extremes.ts';
import { high } from './families/high.ts';
import { illiquidity } from './families/illiquidity.ts';
import { levels } from './families/levels.ts';
import { macd } from './families/macd.ts';
import { marketCap } from './families/marketCap.ts';
import { mfi } from './families/mfi.ts';
import { momentum } from './families/momentum.ts';
import { numerai } from './families/numerai.ts';
import { oscillators } from './families/oscillators.ts';
import { range } from './families/range.ts';
import { reversal } from './families/reversal.ts';
import { rsi } from './families/rsi.ts';
import { seasonality } from './families/seasonality.ts';
import { sentiment } from './families/sentiment.ts';
import { shapes } from './families/shapes.ts';
import { sharpe } from './families/sharpe.ts';
import { trend } from './families/trend.ts';
import { turnover } from './families/turnover.ts';
import { volatility } from './families/volatility.ts';
import { volume } from './families/volume.ts';
import type { Feature } from './feature.ts';

/** Every feature that is computed from market data. A feature is one entry in one of the families' files. */
export const CATALOGUE: readonly Feature[] = [
  momentum,
  reversal,
  trend,
  levels,
  volatility,
  downside,
  range,
  sharpe,
  drawdown,
  high,
  extremes,
  shapes,
  rsi,
  macd,
  bollinger,
  oscillators,
  atr,
  mfi,
  volume,
  turnover,
  illiquidity,
  bitcoin,
  marketCap,
  age,
  seasonality,
  sentiment,
  numerai,
].flat();
