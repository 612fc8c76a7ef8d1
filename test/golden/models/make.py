"""Makes the made-* cases; needs lightgbm (4.7.0 made those here), numpy and pandas.

    python test/golden/models/make.py

A case is model.txt, inputs.csv and expected.csv, the last by the library itself from the saved file. The lgb-* cases
came the same way from LightGBM 4.6.0 and 3.3.5 (v3), cut to 60 rows. An empty cell is missing.
"""

from pathlib import Path

import lightgbm as lgb
import numpy as np
import pandas as pd

HERE = Path(__file__).parent
BASE = {"num_threads": 1, "deterministic": True, "seed": 7, "verbosity": -1, "num_leaves": 8, "min_data_in_leaf": 5}
random = np.random.default_rng(7)


def spelled(value):
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return "NaN"
    return repr(float(value)).replace("inf", "Infinity")


def write(case, model_text, inputs):
    """Predicts from the saved text, so that edited texts can be cases too."""
    folder = HERE / case
    folder.mkdir(exist_ok=True)
    (folder / "model.txt").write_bytes(model_text.encode())
    model = lgb.Booster(model_str=model_text)
    columns = {}
    for name, options in {"prediction": {}, "raw": {"raw_score": True}}.items():
        values = np.asarray(model.predict(inputs, **options)).reshape(len(inputs), -1)
        for k in range(values.shape[1]):
            columns[name if values.shape[1] == 1 else f"{name}_{k}"] = values[:, k]
    cells = pd.DataFrame(inputs).astype(object).map(spelled)
    cells.to_csv(folder / "inputs.csv", index=False)
    pd.DataFrame(columns).map(lambda x: f"{x:.17g}".replace("nan", "NaN").replace("inf", "Infinity")).to_csv(
        folder / "expected.csv", index=False
    )


def numbers(rows=400, columns=6):
    data = random.normal(size=(rows, columns)).round(2)
    data[random.random(data.shape) < 0.1] = np.nan
    data[random.random(data.shape) < 0.1] = 0
    target = np.nan_to_num(data[:, 0]) + np.nan_to_num(data[:, 1]) ** 2 + 0.1 * random.normal(size=rows)
    return data, target


def edges(columns=6):
    rows = [np.full(columns, value) for value in (0, -0.0, np.nan, np.inf, -np.inf, 1e-35, -1e-35, 1.1e-35, 1e300)]
    return np.vstack([random.normal(size=(20, columns)).round(2), *rows])


def train(options, data, target, rounds=12, **dataset):
    return lgb.train(BASE | options, lgb.Dataset(data, target, **dataset), rounds).model_to_string()


def plain_cases():
    data, target = numbers()
    classes = np.digitize(target, [0, 1])
    bagged = {"boosting": "rf", "bagging_fraction": 0.6, "bagging_freq": 1}
    for case, options, y in [
        ("rf", bagged, target),
        ("rf-poisson", bagged | {"objective": "poisson"}, np.exp(target / 4)),
        ("dart", {"boosting": "dart", "drop_rate": 0.5}, target),
        ("zero-as-missing", {"zero_as_missing": True}, target),
        ("multiclassova", {"objective": "multiclassova", "num_class": 3, "sigmoid": 1.5}, classes),
        ("rf-multiclass", bagged | {"objective": "multiclass", "num_class": 3}, classes),
        ("tweedie", {"objective": "tweedie"}, np.exp(target / 4)),
        ("cross-entropy", {"objective": "cross_entropy"}, 1 / (1 + np.exp(-target))),
    ]:
        write(f"made-{case}", train(options, data, y), edges())


def linear_category_case():
    """Linear leaves beside category nodes: NaN in a leaf's feature, and codes that no set holds."""
    data, target = numbers()
    data[:, 2] = random.integers(0, 70, 400)
    target += data[:, 2] % 7 > 3
    inputs = edges()
    inputs[:, 2] = [*range(60, 74), 2.9, -0.5, -1, -0.99, 2**31, 2**32 + 1, 31, 32, 63, 64, 1e10, np.nan, np.inf, -np.inf, 5]
    write("made-linear-category", train({"linear_tree": True, "min_data_per_group": 5, "cat_smooth": 1}, data, target, categorical_feature=[2]), inputs)


def threshold_cases():
    """Thresholds a text may hold but training seldom writes, in nodes of every missing type."""
    data, target = numbers()
    text = train({}, data, target, 3)
    for case, token in {"nan": "nan", "inf": "inf", "minus-inf": "-inf"}.items():
        lines = []
        for line in text.split("\n"):
            key, _, value = line.partition("=")
            if key == "threshold":
                line = f"threshold={' '.join(token if i % 2 else v for i, v in enumerate(value.split()))}"
            if key == "decision_type":
                line = f"decision_type={' '.join(str((0, 2, 4, 6, 8, 10)[(i + len(lines)) % 6]) for i in range(7))}"
            if key != "tree_sizes":
                lines.append(line)
        write(f"made-threshold-{case}", "\n".join(lines), edges())


def pandas_case():
    """Text, integer and boolean levels, and a category column of one level, which is not used."""
    rows = 400
    frame = pd.DataFrame({
        "sector": random.choice(["defi", "Layer 1", "meme", "naïve"], rows),
        "tier": random.choice([10, 20, 30], rows),
        "value": random.normal(size=rows).round(2),
        "listed": random.choice([True, False], rows),
        "only": ["same"] * rows,
    })
    target = frame.sector.map({"defi": 1, "Layer 1": 2, "meme": 3, "naïve": 0}) + frame.tier / 10 * frame.listed
    target += frame.value + 0.1 * random.normal(size=rows)
    kinds = {name: "category" for name in ("sector", "tier", "listed", "only")}
    text = train({"min_data_per_group": 5, "cat_smooth": 1}, frame.astype(kinds), target)
    inputs = frame.head(40).copy()
    inputs.loc[30:, "sector"] = ["DEFI", "", "defi ", "layer 1", "other", "10", "nan", "True", "meme", "defi"]
    inputs.loc[20:29, "tier"] = [11, 20, 30, 0, -10, 1, 2, 10, 40, 20]
    coded = inputs.copy()
    for name in kinds:
        levels = sorted(frame[name].unique())
        coded[name] = pd.Categorical(inputs[name].where(inputs[name].isin(levels)), categories=levels)
    write_pandas("made-pandas", text, inputs, coded)


def write_pandas(case, text, spelled_inputs, inputs):
    write(case, text, inputs)
    spelled_inputs.to_csv(HERE / case / "inputs.csv", index=False)


plain_cases()
linear_category_case()
threshold_cases()
pandas_case()
