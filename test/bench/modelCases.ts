/** A model of the shared data whose speed is measured. */
export interface ModelCase {
  readonly name: string;
  /** Its folder among the model cases. */
  readonly folder: string;
  readonly file: string;
  readonly trees: number;
  /** Its twin for onnxruntime: the same trees, in float32. */
  readonly twin?: string;
  readonly sizes: readonly Size[];
}

export interface Size {
  readonly rows: number;
  /** How many times as fast as onnxruntime, and as LightGBM's own predictor, is wanted at least. */
  readonly onnxruntime?: number;
  readonly lightgbm?: number;
}

export const MODEL_CASES: readonly ModelCase[] = [
  {
    name: 'LightGBM, 2000 trees, five-level features',
    folder: 'lgb-seed-2000',
    file: 'model.txt',
    trees: 2000,
    twin: 'lgb-seed-2000.onnx',
    sizes: [
      { rows: 500, onnxruntime: 15, lightgbm: 20 },
      { rows: 200_000, onnxruntime: 12 },
    ],
  },
  {
    name: 'LightGBM, 300 trees, continuous features',
    folder: 'lgb-continuous',
    file: 'model.txt',
    trees: 300,
    twin: 'lgb-continuous.onnx',
    sizes: [
      { rows: 500, onnxruntime: 3 },
      { rows: 50_000, onnxruntime: 3 },
    ],
  },
  {
    name: 'LightGBM, 400 trees of 256 leaves',
    folder: 'lgb-deep',
    file: 'model.txt.gz',
    trees: 400,
    twin: 'lgb-deep.onnx.gz',
    sizes: [
      { rows: 500, onnxruntime: 3 },
      { rows: 20_000, onnxruntime: 3 },
    ],
  },
  {
    name: 'XGBoost, 600 trees, five-level features',
    folder: 'xgb-reg',
    file: 'model.ubj',
    trees: 600,
    sizes: [{ rows: 500 }, { rows: 50_000 }],
  },
  {
    name: 'XGBoost, 40 trees of 220 leaves, continuous features',
    folder: 'xgb-nan',
    file: 'model.ubj',
    trees: 40,
    sizes: [{ rows: 500 }, { rows: 50_000 }],
  },
];
