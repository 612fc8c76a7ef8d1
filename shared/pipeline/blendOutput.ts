import { emptyFeatureGate, explainedGate, type GateFinding, spreadGate } from '../domain/gates.ts';
import { neutralRanks } from '../domain/neutralRanks.ts';
import { rankAverage } from '../domain/rankAverage.ts';
import type { Neutralisation } from '../domain/recipe.ts';
import { numberColumn } from '../domain/table.ts';
import type { Universe } from '../domain/universe.ts';
import { InputError } from '../errors.ts';
import type { Candidate } from './candidate.ts';
import type { CandidateOutput } from './candidateOutput.ts';
import { type ModelOutput, modelOutput } from './modelOutput.ts';
import { refuse } from './refuse.ts';
import type { Run } from './run.ts';
import { tokenColumns } from './tokenColumns.ts';

type Blend = Extract<Candidate, { kind: 'blend' }>;

/**
 * The weighted mean of the models' ranks, neutralised where the blend says so. A token needs what it would need for
 * each of the models.
 *
 * @throws InputError when one of the models cannot be used, with its name; when a feature to neutralise to is missing;
 *   when nothing is left to rank
 */
export async function blendOutput(run: Run, blend: Blend, universe: Universe): Promise<CandidateOutput> {
  const outputs = await Promise.all(
    blend.models.map(({ model }) => named(model, modelOutput(run, model, universe))),
  );
  const models = blend.models.map((one, i) => ({ ...one, version: outputs[i]!.version }));
  const average = rankAverage(outputs.map(({ raw }, i) => ({ raw, weight: models[i]!.weight })));
  refuse(spreadGate(average));
  const { neutralise } = blend;
  const { raw, findings } = neutralise
    ? await neutralised(average, neutralise, { run, universe })
    : { raw: average, findings: [] };
  return {
    raw,
    shares: leastShares(outputs),
    recipe: { models, ...(neutralise && { neutralise }) },
    findings: [
      ...outputs.flatMap(({ findings }, i) => findings.map(prefixed(models[i]!.model))),
      ...findings,
    ],
    madeBy: models.map(({ model, version, weight }) => `${model} ${version} × ${weight}`).join(', '),
  };
}

async function neutralised(
  average: Float64Array,
  { features, proportion }: Neutralisation,
  { run, universe }: { run: Run; universe: Universe },
) {
  const table = await tokenColumns(run, universe, features);
  const columns = new Map(features.map((feature) => [feature, numberColumn(table, feature)]));
  const raw = neutralRanks(average, { features: columns, proportion });
  refuse(explainedGate(raw));
  const cells = [...columns.values()].map((values) => ({ kind: 'number', values }) as const);
  return { raw, findings: emptyFeatureGate([...columns.keys()], cells).map(prefixed('neutralise')) };
}

/** Per token, of the model that has the least. */
function leastShares(outputs: readonly ModelOutput[]): Float64Array {
  return outputs[0]!.shares.map((_, row) => Math.min(...outputs.map(({ shares }) => shares[row]!)));
}

const prefixed =
  (what: string) =>
  (finding: GateFinding): GateFinding => ({ ...finding, message: `${what}: ${finding.message}` });

/** What is wrong with a model, said with its name: the candidate has several. */
async function named<T>(model: string, output: Promise<T>): Promise<T> {
  try {
    return await output;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, message, hint } = error;
    throw new InputError(code, `${model}: ${message}`, { cause: error, hint });
  }
}
