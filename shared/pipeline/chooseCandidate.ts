import { buildSubmission } from '../domain/buildSubmission.ts';
import {
  missingShareGate,
  rankCorrelationGate,
  submissionCorrelation,
  universeChangeGate,
} from '../domain/driftGates.ts';
import {
  coverageGate,
  coveredCount,
  emptyFeatureGate,
  featureShares,
  type GateFinding,
  selfCheckGate,
  sharedValueGate,
  spreadGate,
} from '../domain/gates.ts';
import type { Submission } from '../domain/submission.ts';
import type { Column } from '../domain/table.ts';
import type { Universe } from '../domain/universe.ts';
import type { ErrorCode } from '../errorCatalogue.ts';
import { InputError, reportError } from '../errors.ts';
import { featureMatrix } from '../models/featureMatrix.ts';
import type { Manifest } from '../models/manifest.ts';
import type { LiveUniverse } from './liveUniverse.ts';
import { loadModel } from './modelStore.ts';
import { type PreviousRounds, previousRounds } from './previousRounds.ts';
import type { Run, Slot } from './run.ts';

/** A candidate's submission that passed every gate. */
export interface Choice {
  readonly candidate: string;
  readonly modelVersion: string;
  readonly submission: Submission;
  readonly liveDate: string | undefined;
  /** Share of the universe with features and a prediction. */
  readonly coverage: number;
  /** Tokens without a prediction; they are sent as 0.5. */
  readonly uncovered: readonly string[];
  readonly degraded: boolean;
  readonly warnings: readonly string[];
  readonly passedOver: readonly {
    readonly candidate: string;
    readonly code: string;
    readonly message: string;
  }[];
  readonly correlationWithPrevious: number | undefined;
}

export interface Choosing {
  readonly slot: Slot;
  readonly live: Extract<LiveUniverse, { kind: 'fresh' }>;
  /** Best first. */
  readonly candidates: readonly string[];
}

/**
 * The first candidate whose gates pass. What fails a better one, even a bug, only passes it over.
 *
 * @throws the error of the best candidate, or InputError `no_candidate_passed` when there were several
 */
export async function chooseCandidate(run: Run, { slot, live, candidates }: Choosing): Promise<Choice> {
  const of = { round: run.round.number, slot: slot.name, modelId: slot.modelId };
  const previous = await previousRounds(run.ports, of);
  const errors: unknown[] = [];
  for (const candidate of candidates) {
    try {
      const passedOver = errors.map((error, i) => ({ candidate: candidates[i]!, ...codeAndMessage(error) }));
      return toChoice(await predict(run, { candidate, live, previous }), { slot, live, passedOver });
    } catch (error) {
      errors.push(error);
      run.ports.log.warn(
        `${slot.name}: candidate ${candidate} is passed over: ${reportError(error).message}`,
      );
    }
  }
  if (errors.length === 1) throw errors[0];
  const reasons = errors.map((error, i) => `${candidates[i]}: ${reportError(error).message}`);
  throw new InputError('no_candidate_passed', `no candidate passes its gates: ${reasons.join('; ')}`);
}

function codeAndMessage(error: unknown): { code: string; message: string } {
  const { code, message } = reportError(error);
  return { code, message };
}

interface Predicted {
  readonly candidate: string;
  readonly modelVersion: string;
  readonly submission: Submission;
  readonly coverage: number;
  readonly uncovered: readonly string[];
  readonly findings: readonly GateFinding[];
  readonly correlation: number | undefined;
}

interface Predicting {
  readonly candidate: string;
  readonly live: Choosing['live'];
  readonly previous: PreviousRounds;
}

async function predict(run: Run, { candidate, live, previous }: Predicting): Promise<Predicted> {
  const { manifest, model } = await loadModel(run.ports.store, candidate);
  const { universe } = live;
  const rows = universe.symbols.length;
  if (model.outputs !== 1) {
    const message = `model ${candidate} gives ${model.outputs} values per token; one is needed to rank`;
    throw new InputError('unsupported_model', message, { hint: 'Train a model with a single output.' });
  }
  const features = featureMatrix(manifest.features, universe.table);
  const raw = model.raw(features, rows);
  const shares = featureShares(features, rows);
  const covered = coveredCount(raw, shares);
  refuse([...coverageGate({ covered, rows, minCoverage: run.settings.minCoverage }), ...spreadGate(raw)]);
  const { submission, uncovered } = buildSubmission(universe.symbols, raw);
  refuse(selfCheckGate(universe.symbols, submission));
  const correlation = previous.submission && submissionCorrelation(submission, previous.submission);
  const findings = [
    ...sharedValueGate(raw),
    ...inputFindings(manifest, features, shares),
    ...driftFindings(universe, previous, correlation),
  ];
  run.ports.log.info(
    `${candidate}: ${covered} of ${rows} tokens predicted by ${manifest.kind} ${manifest.version}`,
  );
  const names = uncovered.map((row) => universe.symbols[row]!);
  const coverage = covered / rows;
  return {
    candidate,
    modelVersion: manifest.version,
    submission,
    coverage,
    uncovered: names,
    findings,
    correlation,
  };
}

function inputFindings(manifest: Manifest, features: readonly Column[], shares: Float64Array): GateFinding[] {
  const names = manifest.features.map(({ name }) => name);
  const share = 1 - shares.reduce((sum, present) => sum + present, 0) / shares.length;
  return [
    ...emptyFeatureGate(names, features),
    ...missingShareGate({ share, profile: manifest.profile?.missingShare }),
  ];
}

function driftFindings(
  universe: Universe,
  previous: PreviousRounds,
  correlation: number | undefined,
): GateFinding[] {
  return [
    ...(previous.universe ? universeChangeGate(universe.symbols, previous.universe) : []),
    ...(correlation === undefined
      ? []
      : rankCorrelationGate({ correlation, history: previous.correlations })),
  ];
}

const GATE_CODES: Readonly<Record<string, ErrorCode>> = {
  coverage: 'coverage_too_low',
  spread: 'output_constant',
  'self-check': 'submission_invalid',
};

function refuse(findings: readonly GateFinding[]): void {
  const failed = findings.find((finding) => finding.level === 'fail');
  if (failed) throw new InputError(GATE_CODES[failed.gate] ?? 'submission_invalid', failed.message);
}

function toChoice(
  predicted: Predicted,
  { slot, live, passedOver }: { slot: Slot; live: Choosing['live']; passedOver: Choice['passedOver'] },
): Choice {
  const { findings, correlation, ...rest } = predicted;
  const notBest = predicted.candidate !== slot.candidates[0];
  const better = passedOver.map((one) => `${one.candidate} passed over: ${one.message}`);
  const none = predicted.uncovered.length;
  return {
    ...rest,
    liveDate: live.universe.date,
    degraded: notBest || live.degraded || findings.length > 0,
    warnings: [
      ...live.warnings,
      ...better,
      ...findings.map((finding) => finding.message),
      ...(none > 0 ? [`${none} tokens without a prediction are sent as 0.5`] : []),
    ],
    passedOver,
    correlationWithPrevious: correlation === undefined || Number.isNaN(correlation) ? undefined : correlation,
  };
}
