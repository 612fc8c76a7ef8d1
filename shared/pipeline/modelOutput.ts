import { missingShareGate, rawSpreadGate } from '../domain/driftGates.ts';
import {
  coverageGate,
  coveredCount,
  emptyFeatureGate,
  featureShares,
  type GateFinding,
  leastShares,
  silentTableGate,
  spreadGate,
} from '../domain/gates.ts';
import type { Column } from '../domain/table.ts';
import type { Universe } from '../domain/universe.ts';
import { featureMatrix } from '../models/featureMatrix.ts';
import type { Manifest } from '../models/manifest.ts';
import { candidateModel } from './candidateModel.ts';
import { refuse } from './refuse.ts';
import type { Run } from './run.ts';
import { tokenColumns } from './tokenColumns.ts';

/** What one model gives for the tokens of the round, after gates of its own. */
export interface ModelOutput {
  readonly kind: string;
  readonly version: string;
  /** One per token; NaN where the model gives none. */
  readonly raw: Float64Array;
  /** Share of the model's features that each token has: `leastShares`. */
  readonly shares: Float64Array;
  /** Warnings about the input and its like in training. */
  readonly findings: readonly GateFinding[];
}

/**
 * The promoted version of a model, applied to the features. In one run a model is opened and evaluated at most once,
 * whatever slots and blends it is in.
 *
 * @throws InputError when the model cannot be used, a feature is missing or a gate fails
 */
export function modelOutput(run: Run, name: string, universe: Universe): Promise<ModelOutput> {
  const known = run.modelOutputs.get(name);
  if (known) return known;
  const output = evaluate(run, name, universe);
  run.modelOutputs.set(name, output);
  return output;
}

async function evaluate(run: Run, name: string, universe: Universe): Promise<ModelOutput> {
  const { manifest, model } = await candidateModel(run.ports.store, name);
  const names = manifest.features.map((feature) => feature.name);
  const table = await tokenColumns(run, universe, names);
  const { rows } = table;
  const features = featureMatrix(manifest.features, table);
  const learnt = learntFeatures(manifest, features);
  refuse(silentTableGate(learnt.names, learnt.columns));
  const raw = await model.raw(features, rows);
  const shares = leastShares(learnt.names, learnt.columns, rows);
  const covered = coveredCount(raw, shares);
  refuse([...coverageGate({ covered, rows, minCoverage: run.settings.minCoverage }), ...spreadGate(raw)]);
  const { kind, version } = manifest;
  return {
    kind,
    version,
    raw,
    shares,
    findings: [
      ...emptyFeatureGate(learnt.names, learnt.columns),
      ...missingShareGate({ share: missingShare(features, rows), profile: manifest.profile?.missingShare }),
      ...rawSpreadGate(raw, manifest.profile?.rawSpread),
    ],
  };
}

/** Without those that the training table had no value of: a day that has none either is as usual. */
function learntFeatures({ features, profile }: Manifest, columns: readonly Column[]) {
  const empty = new Set(profile?.emptyFeatures);
  const names = features.map(({ name }) => name);
  return {
    names: names.filter((name) => !empty.has(name)),
    columns: columns.filter((_, i) => !empty.has(names[i]!)),
  };
}

function missingShare(features: readonly Column[], rows: number): number {
  return 1 - featureShares(features, rows).reduce((sum, present) => sum + present, 0) / rows;
}
