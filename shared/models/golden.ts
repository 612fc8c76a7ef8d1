import * as z from 'zod';
import { InputError } from '../errors.ts';
import { verifyOutputs } from './expectedOutputs.ts';
import { FeatureCell, fromFeatureCells, fromNumberCell, NumberCell, toNumberCell } from './goldenCells.ts';
import type { Model } from './model.ts';

/** Rows of features and what a model must give for them, row by row. */
export const Golden = z
  .object({
    /** `library`: what the training library gave; `probe`: what this code gave when the model was pushed. */
    from: z.enum(['library', 'probe']).default('probe'),
    features: z.array(z.array(FeatureCell)).min(1),
    /** rows × outputs */
    raw: z.array(NumberCell).min(1).optional(),
    /** rows × predictionOutputs */
    prediction: z.array(NumberCell).min(1).optional(),
  })
  .refine(({ raw, prediction }) => raw ?? prediction, 'golden rows need raw scores or predictions');
export type Golden = z.infer<typeof Golden>;

const PROBE_ROWS = 8;

/**
 * Probe rows of a model that came with none: a few fixed inputs of mixed scale, some missing, with the raw
 * scores this code gives now. They tell later whether the code or the file has changed since, not whether it
 * was right at the start; for that, give rows scored by the training library.
 */
export async function probeRows(model: Model): Promise<Golden> {
  const features = Array.from({ length: PROBE_ROWS }, (_, row) =>
    Array.from({ length: model.featureCount }, (_, feature) => toNumberCell(probe(row, feature))),
  );
  return { from: 'probe', features, raw: Array.from(await rawOf(features, model), toNumberCell) };
}

/**
 * Whether a model gives its golden rows what they say.
 *
 * @throws InputError `golden_mismatch` when a raw score differs in a single bit, or a prediction by more than 4 ulp
 */
export async function verifyGolden(golden: Golden, model: Model): Promise<void> {
  const [raw, prediction] = [golden.raw, golden.prediction].map((cells) =>
    cells ? Float64Array.from(cells, fromNumberCell) : undefined,
  );
  const rows = golden.features.length;
  const fits =
    golden.features.every((row) => row.length === model.featureCount) &&
    (!raw || raw.length === rows * model.outputs) &&
    (!prediction || prediction.length === rows * model.predictionOutputs);
  if (!fits) {
    throw new InputError(
      'golden_mismatch',
      `${rows} golden rows with ${(raw ?? prediction)?.length} values do not fit a model of ${model.featureCount} features and ${model.outputs} outputs`,
    );
  }
  verifyOutputs(model, await rawOf(golden.features, model), { raw, prediction });
}

function rawOf(rows: Golden['features'], model: Model): Promise<Float64Array> {
  const columns = Array.from({ length: model.featureCount }, (_, i) =>
    fromFeatureCells(rows.map((row) => row[i]!)),
  );
  return model.raw(columns, rows.length);
}

/** A number for one cell: levels of Numerai's features, larger ones and codes, about one in eight missing. */
function probe(row: number, feature: number): number {
  const dice = Math.imul(row * 7919 + feature * 104_729 + 12_345, 0x9e3779b1) >>> 0;
  const share = (dice >>> 8) / 2 ** 24;
  const draws = [NaN, 0, 0.5, 1, share, share * 6 - 3, Math.floor(share * 40), share * 2000 - 1000];
  return Number(draws[dice & 7]!.toPrecision(4));
}
