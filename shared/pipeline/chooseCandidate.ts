import { buildSubmission } from '../domain/buildSubmission.ts';
import { rankCorrelationGate, submissionCorrelation, universeChangeGate } from '../domain/driftGates.ts';
import { coverageGate, coveredCount, type GateFinding, selfCheckGate } from '../domain/gates.ts';
import type { Recipe } from '../domain/recipe.ts';
import type { Submission } from '../domain/submission.ts';
import type { Universe } from '../domain/universe.ts';
import { InputError, reportError } from '../errors.ts';
import type { Candidate } from './candidate.ts';
import { candidateOutput } from './candidateOutput.ts';
import type { LiveUniverse } from './liveUniverse.ts';
import { type PreviousRounds, previousRounds } from './previousRounds.ts';
import { refuse } from './refuse.ts';
import { isBest, type Run, type Slot } from './run.ts';

/** A candidate's submission that passed every gate. */
export interface Choice {
  readonly candidate: string;
  readonly recipe: Recipe;
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
  readonly candidates: readonly Candidate[];
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
      const passedOver = errors.map((error, i) => ({
        candidate: candidates[i]!.name,
        ...codeAndMessage(error),
      }));
      return toChoice(await predict(run, { candidate, live, previous }), { slot, live, passedOver });
    } catch (error) {
      errors.push(error);
      run.ports.log.warn(
        `${slot.name}: candidate ${candidate.name} is passed over: ${reportError(error).message}`,
      );
    }
  }
  if (errors.length === 1) throw errors[0];
  const reasons = errors.map((error, i) => `${candidates[i]!.name}: ${reportError(error).message}`);
  throw new InputError('no_candidate_passed', `no candidate passes its gates: ${reasons.join('; ')}`);
}

function codeAndMessage(error: unknown): { code: string; message: string } {
  const { code, message } = reportError(error);
  return { code, message };
}

interface Predicted extends Pick<Choice, 'candidate' | 'recipe' | 'submission' | 'coverage' | 'uncovered'> {
  readonly findings: readonly GateFinding[];
  readonly correlation: number | undefined;
}

interface Predicting {
  readonly candidate: Candidate;
  readonly live: Choosing['live'];
  readonly previous: PreviousRounds;
}

async function predict(run: Run, { candidate, live, previous }: Predicting): Promise<Predicted> {
  const { symbols } = live.universe;
  const rows = symbols.length;
  const { raw, shares, recipe, madeBy, ...output } = await candidateOutput(run, candidate, live.universe);
  const covered = coveredCount(raw, shares);
  refuse(coverageGate({ covered, rows, minCoverage: run.settings.minCoverage }));
  const { submission, uncovered } = buildSubmission(symbols, raw);
  refuse(selfCheckGate(symbols, submission));
  run.ports.log.info(`${candidate.name}: ${covered} of ${rows} tokens predicted by ${madeBy}`);
  const correlation = previous.submission && submissionCorrelation(submission, previous.submission);
  return {
    candidate: candidate.name,
    recipe,
    submission,
    coverage: covered / rows,
    uncovered: uncovered.map((row) => symbols[row]!),
    findings: [...output.findings, ...driftFindings(live.universe, previous, correlation)],
    correlation,
  };
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

function toChoice(
  predicted: Predicted,
  { slot, live, passedOver }: { slot: Slot; live: Choosing['live']; passedOver: Choice['passedOver'] },
): Choice {
  const { findings, correlation, ...rest } = predicted;
  const better = passedOver.map((one) => `${one.candidate} passed over: ${one.message}`);
  const none = predicted.uncovered.length;
  return {
    ...rest,
    liveDate: live.universe.date,
    degraded: !isBest(slot, predicted.candidate) || live.degraded || findings.length > 0,
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
