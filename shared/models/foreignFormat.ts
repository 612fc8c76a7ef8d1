import { InputError } from '../errors.ts';

interface Foreign {
  readonly name: string;
  /** Tells by the first four bytes in hex, and by the first few thousand as text. */
  readonly fits: (hex: string, text: string) => boolean;
  /** Tells when the content tells nothing. */
  readonly extension: RegExp;
  readonly hint: string;
}

const LIGHTGBM_ONLY =
  'only LightGBM text files are read: train with LightGBM and save it with booster.save_model("model.txt")';

/** The files people have instead, and what to do with each. */
const FOREIGN: readonly Foreign[] = [
  {
    name: 'a pickle or joblib file, which only Python can open, and which runs code when opened',
    // Pickles of protocol 2 and later; joblib may compress them with zlib.
    fits: (hex) => /^(80|78(01|5e|9c|da))/.test(hex),
    extension: /\.(pkl|pickle|joblib|sav)$/,
    hint: 'In Python, where it was trained: m = joblib.load("FILE"); getattr(m, "booster_", m).save_model("model.txt")  (a pickle: pickle.load(open("FILE", "rb")); of a pipeline take the last step)',
  },
  {
    name: 'a LightGBM dump (dump_model), not a saved model',
    fits: (_, text) => text.startsWith('{') && text.includes('"num_tree_per_iteration"'),
    extension: /^$/,
    hint: 'In Python, where it was trained: booster.save_model("model.txt")',
  },
  {
    name: 'an XGBoost model',
    fits: (_, text) => (text.startsWith('{') && text.includes('learner')) || text.startsWith('binf'),
    extension: /\.ubj$/,
    hint: `XGBoost is not read; ${LIGHTGBM_ONLY}`,
  },
  {
    name: 'a CatBoost model',
    fits: (_, text) =>
      text.startsWith('CBM1') ||
      (text.startsWith('{') && /"(oblivious_trees|features_info|ctr_data)"/.test(text)),
    extension: /\.cbm$/,
    hint: `CatBoost is not read; ${LIGHTGBM_ONLY}`,
  },
  {
    name: 'an ONNX model',
    // Protocol buffer fields 1, a small IR version, and 2, the producer's name.
    fits: (hex) => /^08(0[1-9a-f]|1[0-4])12/.test(hex),
    extension: /\.onnx$/,
    hint: `ONNX is not read; ${LIGHTGBM_ONLY}`,
  },
];

const SNIFFED = 4096;

/** The refusal of a file in a format that is not read: names it, and says how to export one that is. */
export function foreignFormat(bytes: Uint8Array, filename: string): InputError {
  const head = Buffer.from(bytes.subarray(0, SNIFFED));
  const [hex, text] = [head.toString('hex', 0, 4), head.toString('latin1')];
  const found =
    FOREIGN.find(({ fits }) => fits(hex, text)) ??
    FOREIGN.find(({ extension }) => extension.test(filename.toLowerCase()));
  if (!found) return new InputError('unsupported_model', `${filename} is no model file that is known`);
  return new InputError('unsupported_model', `${filename} is ${found.name}`, { hint: found.hint });
}
