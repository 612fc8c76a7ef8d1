import {
  featureShares,
  type GateFinding,
  sharedValueGate,
  silentTableGate,
  spreadGate,
} from '../domain/gates.ts';
import type { Recipe } from '../domain/recipe.ts';
import { numberColumn } from '../domain/table.ts';
import type { Universe } from '../domain/universe.ts';
import { blendOutput } from './blendOutput.ts';
import type { Candidate } from './candidate.ts';
import { modelOutput } from './modelOutput.ts';
import { refuse } from './refuse.ts';
import type { Run } from './run.ts';
import { tokenColumns } from './tokenColumns.ts';

/** What a candidate gives for the tokens of the round, before it is ranked. */
export interface CandidateOutput {
  /** One per token; NaN where there is none. */
  readonly raw: Float64Array;
  /** Share of the needed inputs that each token has. */
  readonly shares: Float64Array;
  readonly recipe: Recipe;
  /** Warnings that do not block. */
  readonly findings: readonly GateFinding[];
  /** For the log. */
  readonly madeBy: string;
}

/**
 * @throws InputError when what the candidate needs is not there, or a gate on the way fails
 */
export async function candidateOutput(
  run: Run,
  candidate: Candidate,
  universe: Universe,
): Promise<CandidateOutput> {
  const output = await outputOf(run, candidate, universe);
  return { ...output, findings: [...sharedValueGate(output.raw), ...output.findings] };
}

function outputOf(run: Run, candidate: Candidate, universe: Universe): Promise<CandidateOutput> {
  if (candidate.kind === 'model') return singleOutput(run, candidate.name, universe);
  if (candidate.kind === 'blend') return blendOutput(run, candidate, universe);
  return signalOutput(run, candidate.column, universe);
}

async function singleOutput(run: Run, model: string, universe: Universe): Promise<CandidateOutput> {
  const { kind, version, raw, shares, findings } = await modelOutput(run, model, universe);
  const recipe = { models: [{ model, version, weight: 1 }] };
  return { raw, shares, recipe, findings, madeBy: `${kind} ${version}` };
}

async function signalOutput(run: Run, name: string, universe: Universe): Promise<CandidateOutput> {
  const raw = numberColumn(await tokenColumns(run, universe, [name]), name);
  const column = { kind: 'number', values: raw } as const;
  refuse([...silentTableGate([name], [column]), ...spreadGate(raw)]);
  return {
    raw,
    shares: featureShares([column], raw.length),
    recipe: { models: [], signal: name },
    findings: [],
    madeBy: name,
  };
}
