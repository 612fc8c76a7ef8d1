import { addDays } from '../../shared/domain/utcDay.ts';
import { BlockMemory } from '../../shared/features/blockMemory.ts';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import { computeFeatures } from '../../shared/features/computeFeatures.ts';
import { crossSection } from '../../shared/features/crossSection.ts';
import type { Feature } from '../../shared/features/feature.ts';
import type { FeatureBlock } from '../../shared/features/featureBlock.ts';
import type { Panel } from '../../shared/market/panel.ts';
import { inventedPanel } from '../support/inventedPanel.ts';
import { inPandas } from '../support/pandasCatalogue.ts';
import { line, median } from './timing.ts';

const python = process.env.AUTOPILOT_BENCH_PYTHON;
const TURNS = 3;
const IN_A_ROW = 3;
/** Runs before any is counted: a compiler that works while the program runs has done most of its work by then. */
const WARM_UP = 5;
/** As an export does it: each block in the memory of the one before. */
const memory = new BlockMemory();
/** What pandas has no quick form for: it calls Python for each window, and would look worse than it need. */
const SLOW_IN_PANDAS = /^(drawdown|days_since_high|cci)_/;

/** Market features and their daily ranks, one thread, against pandas on the same formulas in turns. */
export async function benchFeatures(): Promise<void> {
  const panel = inventedPanel({ tokens: 500, days: 400 });
  const plain = CATALOGUE.filter(({ transform, name }) => !transform && !SLOW_IN_PANDAS.test(name));
  const sixty = Array.from({ length: 60 }, (_, i) => plain[Math.floor((i * plain.length) / 60)]!);
  await besidePandas('60 features', panel, sixty);
  await besidePandas(`${plain.length} features`, panel, plain);
  benchAlone(panel);
  benchGrowth(sixty);
}

async function besidePandas(name: string, panel: Panel, features: readonly Feature[]): Promise<void> {
  const own = { features: [] as number[], ranks: [] as number[] };
  const theirs = { features: [] as number[], ranks: [] as number[] };
  const turn = () => {
    // The first of a turn is not counted, of neither side: it comes after a pause.
    for (const took of Array.from({ length: IN_A_ROW }, () => ownTurn(panel, features)).slice(1)) {
      own.features.push(took.features);
      own.ranks.push(took.ranks);
    }
  };
  for (let i = 0; i < WARM_UP; i++) ownTurn(panel, features);
  if (!python) {
    for (let i = 0; i < TURNS; i++) turn();
  } else {
    await inPandas(python, { panel, features }, async (run) => {
      for (let i = 0; i < TURNS; i++) {
        turn();
        const told = (await run('speed', String(IN_A_ROW))).trim().split('\n').slice(1);
        for (const took of told.map((text): { features: number; ranks: number } => JSON.parse(text))) {
          theirs.features.push(took.features * 1000);
          theirs.ranks.push(took.ranks * 1000);
        }
      }
    });
  }
  for (const part of ['features', 'ranks'] as const) {
    const ratio = python
      ? `pandas ${Math.round(median(theirs[part]))} ms: ${ratioOf(theirs[part], own[part])}`
      : '';
    line(`${name}, ${part}, 500 tokens x 400 days`, own[part], ratio);
  }
  const both = (side: typeof own) => side.features.map((ms, i) => ms + side.ranks[i]!);
  line(`${name} with their ranks`, both(own), python ? ratioOf(both(theirs), both(own)) : '');
  if (!python) console.log('(no pandas beside it: AUTOPILOT_BENCH_PYTHON names no Python)');
}

function ratioOf(theirs: readonly number[], own: readonly number[]): string {
  return `${(median(theirs) / median(own)).toFixed(1)} times as fast`;
}

function ownTurn(panel: Panel, features: readonly Feature[]): { features: number; ranks: number } {
  const start = performance.now();
  const block = blockOf(panel, features, panel.days);
  const computed = performance.now();
  rankAll(panel, block, features);
  return { features: computed - start, ranks: performance.now() - computed };
}

function blockOf(panel: Panel, features: readonly Feature[], days: number): FeatureBlock {
  const to = addDays(panel.firstDay, panel.days - 1);
  const from = addDays(to, 1 - days);
  const columns = features.map((feature) => ({ feature }));
  return computeFeatures(panel, { columns, from, to, sources: [], memory });
}

function rankAll(panel: Panel, block: FeatureBlock, features: readonly Feature[]): void {
  const columns = features.map((feature) => ({
    name: feature.name,
    version: '',
    feature,
    transform: 'rank' as const,
  }));
  const ucids = panel.tracks.map(({ ucid }) => ucid);
  const into = columns.map(() => new Float64Array(ucids.length));
  for (let day = 0; day < block.days; day++) {
    crossSection(block, columns, { day: addDays(block.from, day), ucids, into });
  }
}

/** The whole catalogue, over all days and for the last day alone, which is what a round needs. */
function benchAlone(panel: Panel): void {
  for (const days of [panel.days, 1]) {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      blockOf(panel, CATALOGUE, days);
      return performance.now() - start;
    });
    line(`${CATALOGUE.length} features, 500 tokens, ${days === 1 ? 'the last day' : `${days} days`}`, times);
  }
}

/** Twice the days or tokens should take twice the time. */
function benchGrowth(features: readonly Feature[]): void {
  for (const [tokens, days] of [
    [250, 400],
    [500, 400],
    [250, 800],
  ] as const) {
    const panel = inventedPanel({ tokens, days });
    const times = Array.from({ length: 5 }, () => ownTurn(panel, features).features);
    line(`60 features, ${tokens} tokens x ${days} days`, times, perCell(median(times), tokens * days * 60));
  }
}

function perCell(ms: number, cells: number): string {
  return `${((ms * 1e6) / cells).toFixed(1)} ns a value`;
}
