import * as z from 'zod';
import { InputError } from '../errors.ts';
import { Count, documentPart, Float, listOf } from './documentPart.ts';
import { dumpedTree } from './lightgbmDumpTree.ts';
import type { LightgbmFile } from './lightgbmFile.ts';
import type { FeatureInfo, LightgbmHeader } from './lightgbmHeader.ts';
import { namedFeatures } from './namedFeatures.ts';
import { setPacker } from './setPacker.ts';
import { checkTreeLimit } from './treeLimit.ts';

const DumpedInfo = z.object({ min_value: Float, max_value: Float, values: listOf(z.number()) });

const Dump = z.object({
  num_class: Count,
  num_tree_per_iteration: Count.optional(),
  max_feature_idx: z.int().min(-1),
  objective: z.string().optional(),
  average_output: z.boolean().default(false),
  feature_names: listOf(z.string()),
  feature_infos: z.record(z.string(), z.unknown()).optional(),
  tree_info: listOf(z.object({ tree_structure: z.unknown() })),
  pandas_categorical: z.unknown().optional(),
});

/**
 * Reads the JSON of what `Booster.dump_model()` returns. It holds what the text holds, only that infinite
 * thresholds stand as 1e300, which is read back as infinite here.
 *
 * @throws InputError `model_damaged`, `unsupported_model`
 * @see https://github.com/microsoft/LightGBM/blob/v4.6.0/src/boosting/gbdt_model_text.cpp (DumpModel)
 */
export function lightgbmDump(document: unknown): LightgbmFile {
  const dump = documentPart(Dump, document, 'the dump');
  const header = headerOf(dump);
  checkTreeLimit(dump.tree_info.length);
  if (dump.tree_info.length === 0) throw new InputError('model_damaged', 'the file holds no trees');
  if (dump.tree_info.length % header.outputs !== 0) {
    throw new InputError(
      'model_damaged',
      `${dump.tree_info.length} trees do not make whole rounds of ${header.outputs} trees each`,
    );
  }
  const options = { featureCount: header.featureNames.length, packSets: setPacker() };
  const trees = dump.tree_info.map(({ tree_structure }, i) =>
    dumpedTree(tree_structure, `tree ${i}`, options),
  );
  const levels = dump.pandas_categorical;
  return { header, trees, pandasCategorical: levels === undefined ? undefined : JSON.stringify(levels) };
}

function headerOf(dump: z.infer<typeof Dump>): LightgbmHeader {
  const outputs = dump.num_tree_per_iteration ?? dump.num_class;
  if (outputs === 0) throw new InputError('model_damaged', 'the dump has 0 trees per iteration');
  const featureNames = namedFeatures(dump.feature_names, dump.max_feature_idx + 1);
  const infos = dump.feature_infos;
  return {
    outputs,
    featureNames,
    featureInfos: infos ? featureNames.map((name) => infoOf(name, infos)) : [],
    objective: dump.objective,
    averageOutput: dump.average_output,
    treeCount: undefined,
  };
}

/** Features that were not used have none. */
function infoOf(name: string, infos: Readonly<Record<string, unknown>>): FeatureInfo {
  if (!Object.hasOwn(infos, name)) return { kind: 'none' };
  const { min_value: min, max_value: max, values } = documentPart(DumpedInfo, infos[name], 'feature_infos');
  return values.length > 0 ? { kind: 'category', largest: max } : { kind: 'number', min, max };
}
