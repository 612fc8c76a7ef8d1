import { constants, inflateSync } from 'node:zlib';
import { InputError } from '../errors.ts';

interface Foreign {
  readonly name: string;
  /** Tells by the first four bytes in hex, and by the first few thousand as text. */
  readonly fits: (hex: string, text: string) => boolean;
  /** Tells when the content tells nothing. */
  readonly extension: RegExp;
  readonly hint: string;
}

const NEVER = /^$/;
const PICKLE = 'a pickle or joblib file, which only Python can open, and which runs code when opened';
const FROM_PICKLE = 'In Python, where it was trained: import joblib; m = joblib.load("FILE"); ';
const LINEAR =
  'import json; json.dump({"kind": "linear", "features": [*getattr(m, "feature_names_in_", [])] or None, "coefficients": m.coef_.tolist(), "intercept": getattr(m.intercept_, "tolist", lambda: m.intercept_)()}, open("model.json", "w"))';
const TO_ONNX =
  'import numpy, skl2onnx; open("model.onnx", "wb").write(skl2onnx.to_onnx(m, numpy.zeros((1, m.n_features_in_), "float32"), options={"zipmap": False} if hasattr(m, "predict_proba") else None).SerializeToString())';

/** Pickles of protocol 2 and later; joblib may compress them with zlib. */
const isPickle = (hex: string) => /^(80|78(01|5e|9c|da))/.test(hex);

/** By the Python modules that pickles name. */
const PICKLED: readonly Foreign[] = [
  {
    what: 'an XGBoost model',
    module: /xgboost\.(core|sklearn)/,
    hint: `${FROM_PICKLE}m.save_model("model.ubj")  (of a pipeline m[-1])`,
  },
  {
    what: 'a LightGBM model',
    module: /lightgbm\.(basic|sklearn)/,
    hint: `${FROM_PICKLE}getattr(m, "booster_", m).save_model("model.txt")  (of a pipeline m[-1])`,
  },
  {
    what: 'a CatBoost model',
    module: /catboost\.core/,
    hint: `${FROM_PICKLE}m.save_model("model.json", format="json")  (of a pipeline m[-1])`,
  },
  {
    what: 'a scikit-learn linear model',
    module: /sklearn\.linear_model/,
    hint: `${FROM_PICKLE}${LINEAR}  (of a pipeline m[-1], where the steps before it change nothing)`,
  },
  {
    what: 'a scikit-learn model',
    module: /sklearn\./,
    hint: `${FROM_PICKLE}${TO_ONNX}`,
  },
].map(({ what, module, hint }) => ({
  name: `${PICKLE}; it holds ${what}`,
  fits: (hex, text) => isPickle(hex) && module.test(text),
  extension: NEVER,
  hint,
}));

/** The files people have instead, and what to do with each. */
const FOREIGN: readonly Foreign[] = [
  ...PICKLED,
  {
    name: PICKLE,
    fits: isPickle,
    extension: /\.(pkl|pickle|joblib|sav)$/,
    hint: `${FROM_PICKLE}getattr(m, "booster_", m).save_model("model.txt")  (LightGBM; XGBoost "model.ubj"; CatBoost "model.json", format="json"; of a pipeline m[-1])`,
  },
  {
    name: 'an XGBoost model in the old binary format',
    fits: (_, text) => text.startsWith('binf'),
    extension: /\.(deprecated|xgb)$/,
    hint: 'In Python, with the XGBoost that wrote it: import xgboost; xgboost.Booster(model_file="FILE").save_model("model.ubj")',
  },
  {
    name: 'an XGBoost dump (dump_model), not a saved model',
    fits: (_, text) => (text.startsWith('[') && text.includes('"nodeid"')) || text.startsWith('booster[0]'),
    extension: NEVER,
    hint: 'In Python, where it was trained: model.save_model("model.ubj")',
  },
  {
    name: 'a CatBoost model in its binary format',
    fits: (_, text) => text.startsWith('CBM1'),
    extension: /\.cbm$/,
    hint: 'In Python: import catboost; catboost.CatBoost().load_model("FILE").save_model("model.json", format="json")',
  },
  {
    name: 'a neural network or another archive (PyTorch, Keras, skops)',
    fits: (hex) => hex === '504b0304' || hex === '89484446',
    extension: /\.(pt|pth|h5|keras|safetensors|skops)$/,
    hint: 'Neural networks are read as ONNX. In Python, where it was trained: PyTorch torch.onnx.export(model, torch.zeros(1, F), "model.onnx", dynamo=False), F its number of features; Keras model.export("model.onnx", format="onnx")',
  },
];

const SNIFFED = 4096;

/** The refusal of a file in a format that is not read: names it, and says how to export one that is. */
export function foreignFormat(bytes: Uint8Array, filename: string): InputError {
  const head = Buffer.from(bytes.subarray(0, SNIFFED));
  const [hex, text] = [head.toString('hex', 0, 4), inflated(head).toString('latin1')];
  const found =
    FOREIGN.find(({ fits }) => fits(hex, text)) ??
    FOREIGN.find(({ extension }) => extension.test(filename.toLowerCase()));
  if (!found) return new InputError('unsupported_model', `${filename} is no model file that is known`);
  return new InputError('unsupported_model', `${filename} is ${found.name}`, { hint: found.hint });
}

/** What joblib compressed, as far as it goes; anything else as it is. */
function inflated(head: Buffer): Buffer {
  try {
    return inflateSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return head;
  }
}
