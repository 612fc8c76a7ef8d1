import * as z from 'zod';
import { InputError } from '../errors.ts';
import { documentPart, listOf, NumberList } from './documentPart.ts';
import { parseJsonDocument } from './jsonDocument.ts';

const Index = z.int().min(0).max(999_999);
const Feature = z.object({
  feature_index: Index,
  flat_feature_index: Index,
  feature_id: z.string().default(''),
});
const Features = listOf(Feature).nullish();

const AnySplit = z.object({ split_type: z.string() });

/** What a node asks: is the float feature above the border, or is the category the one with that hash? */
export const CatboostSplit = z.discriminatedUnion('split_type', [
  z.object({ split_type: z.literal('FloatFeature'), float_feature_index: Index, border: z.number() }),
  z.object({ split_type: z.literal('OneHotFeature'), cat_feature_index: Index, value: z.int() }),
]);
export type CatboostSplit = z.infer<typeof CatboostSplit>;

/** In every level of a symmetric tree all nodes ask the same; the answers are the bits of the leaf's number. */
const SymmetricTree = z.object({
  leaf_values: NumberList,
  splits: listOf(z.unknown()).nullish(),
});
export type SymmetricTree = z.infer<typeof SymmetricTree>;

const Document = z.object({
  features_info: z.object({
    float_features: listOf(
      Feature.extend({ nan_value_treatment: z.enum(['AsIs', 'AsFalse', 'AsTrue']).default('AsIs') }),
    ).nullish(),
    categorical_features: Features,
    text_features: Features,
    embedding_features: Features,
  }),
  /** The training parameters; older files hold them as JSON within the JSON. */
  model_info: z.object({ params: z.unknown().optional() }).optional(),
  oblivious_trees: listOf(SymmetricTree).optional(),
  /** Nested nodes. */
  trees: listOf(z.unknown()).optional(),
  scale_and_bias: z.tuple([z.number(), z.union([z.number(), listOf(z.number())])]).optional(),
});
export type CatboostFile = z.infer<typeof Document>;

/** @throws InputError `model_damaged` */
export function catboostFile(document: unknown): CatboostFile {
  return documentPart(Document, document, 'the file');
}

/**
 * A split that can be evaluated.
 *
 * @throws InputError `unsupported_model` for statistics of categories, texts and embeddings, `model_damaged`
 */
export function catboostSplit(split: unknown, where: string): CatboostSplit {
  const { split_type: type } = documentPart(AnySplit, split, where);
  if (type === 'FloatFeature' || type === 'OneHotFeature') return documentPart(CatboostSplit, split, where);
  throw new InputError(
    'unsupported_model',
    `${where} asks a ${JSON.stringify(type.slice(0, 60))}, which is not read`,
    {
      hint: 'CatBoost models are read whose splits are numbers or one-hot categories: train with one_hot_max_size=255 and max_ctr_complexity=0, without text or embedding features.',
    },
  );
}

const Params = z.object({ loss_function: z.object({ type: z.string() }) });

/** The name of the loss it was trained with; undefined when the file does not tell. */
export function catboostLoss({ model_info }: CatboostFile): string | undefined {
  const params = model_info?.params;
  const parsed = typeof params === 'string' ? parseJsonDocument(Buffer.from(params)) : params;
  return Params.safeParse(parsed).data?.loss_function.type;
}
