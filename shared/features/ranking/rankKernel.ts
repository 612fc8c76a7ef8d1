import { wasmModule } from '../../domain/wasmModule.ts';
import { RANK_BINARY } from './rankBinary.ts';
import { MOST_VALUES, RANK_LAYOUT } from './rankLayout.ts';

/** The kernel that ranks; wat/ tells how. */
export interface RankKernel {
  /** What to rank, and the rows it belongs to: the first n of them. */
  readonly given: Float64Array;
  readonly rows: Uint16Array;
  /** Ranks by row. */
  readonly ranks: Float64Array;
  /** Ranks n values, at least one. @returns 0 when it does not, as values that crowd so are sorted quicker by others */
  rank(n: number): number;
}

const instantiate = wasmModule(RANK_BINARY);
let kernel: RankKernel | undefined;

/** The one kernel of a thread; undefined where there is no memory for it. */
export function rankKernel(): RankKernel | undefined {
  kernel ??= newKernel();
  return kernel;
}

function newKernel(): RankKernel | undefined {
  const { given, rows, before, ranks, bytes } = RANK_LAYOUT;
  const instance = instantiate(bytes);
  if (!instance) return undefined;
  const { exports, buffer } = instance;
  new Float64Array(buffer, before, 8).fill(Number.NaN);
  return {
    ...(exports as Pick<RankKernel, 'rank'>),
    given: new Float64Array(buffer, given, MOST_VALUES),
    rows: new Uint16Array(buffer, rows, MOST_VALUES),
    ranks: new Float64Array(buffer, ranks, MOST_VALUES),
  };
}
