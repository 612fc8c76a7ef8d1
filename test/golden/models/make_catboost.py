"""Makes the catboost-* cases; needs catboost (1.2.10 made those here), numpy and pandas.

    python test/golden/models/make_catboost.py

A case is model.json, inputs.csv and expected.csv, the last by the library itself. `prediction` is what
CatBoost.predict() gives for the prediction type named in `plain_cases`. An empty cell is missing.
"""

import json
from pathlib import Path

import catboost as cb
import numpy as np
import pandas as pd

HERE = Path(__file__).parent
BASE = {
    "iterations": 6,
    "depth": 3,
    "learning_rate": 0.3,
    "border_count": 16,
    "random_seed": 7,
    "thread_count": 1,
    "verbose": 0,
    "allow_writing_files": False,
}
random = np.random.default_rng(7)


def spelled(value):
    if isinstance(value, str):
        return value
    return "" if pd.isna(value) else repr(float(value)).replace("inf", "Infinity")


def write(case, model, pool, inputs, kind="RawFormulaVal"):
    folder = HERE / f"catboost-{case}"
    folder.mkdir(exist_ok=True)
    model.save_model(folder / "model.json", format="json", pool=pool)
    saved = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps(saved))
    columns = {}
    cats = pool.get_cat_feature_indices() or None
    for name, prediction_type in {"prediction": kind, "raw": "RawFormulaVal"}.items():
        values = model.predict(cb.Pool(inputs, cat_features=cats), prediction_type=prediction_type, thread_count=1)
        values = np.asarray(values, float).reshape(len(inputs), -1)
        for k in range(values.shape[1]):
            columns[name if values.shape[1] == 1 else f"{name}_{k}"] = values[:, k]
    frame = inputs if isinstance(inputs, pd.DataFrame) else pd.DataFrame(inputs).add_prefix("f")
    frame.astype(object).map(spelled).to_csv(folder / "inputs.csv", index=False)
    pd.DataFrame(columns).map(lambda x: f"{x:.17g}").to_csv(folder / "expected.csv", index=False)


def numbers(rows=300, columns=4):
    data = random.normal(size=(rows, columns)).round(1)
    data[random.random(data.shape) < 0.15] = np.nan
    target = np.nan_to_num(data[:, 0]) + np.nan_to_num(data[:, 1]) ** 2 + 0.1 * random.normal(size=rows)
    return data, target


def edges(columns=4):
    values = (0, -0.0, np.nan, 3e38, -3e38, 1e-40, 0.1, np.float32(0.1), 0.1 + 1e-9, 1e30)
    return np.vstack([random.normal(size=(20, columns)).round(1), *[np.full(columns, value) for value in values]])


def plain_cases():
    data, target = numbers()
    classes = np.digitize(target, [0, 1])
    for case, options, y, kind in [
        ("rmse", {"nan_mode": "Min"}, target, "RawFormulaVal"),
        ("nan-max", {"nan_mode": "Max"}, target, "RawFormulaVal"),
        ("depthwise", {"grow_policy": "Depthwise"}, target, "RawFormulaVal"),
        ("lossguide", {"grow_policy": "Lossguide", "max_leaves": 9, "depth": 8}, target, "RawFormulaVal"),
        ("logloss", {"loss_function": "Logloss"}, target > 0, "RawFormulaVal"),
        ("poisson", {"loss_function": "Poisson"}, np.exp(target), "Exponent"),
        ("multiclass", {"loss_function": "MultiClass"}, classes, "Probability"),
        ("multiclass-depthwise", {"loss_function": "MultiClass", "grow_policy": "Depthwise"}, classes, "Probability"),
        ("onevsall", {"loss_function": "MultiClassOneVsAll"}, classes, "Probability"),
        ("uncertainty", {"loss_function": "RMSEWithUncertainty"}, target, "RMSEWithUncertainty"),
        ("multirmse", {"loss_function": "MultiRMSE"}, np.stack([target, -target], axis=1), "RawFormulaVal"),
    ]:
        pool = cb.Pool(data, y.astype(int) if y.dtype == bool else y)
        write(case, cb.CatBoost(BASE | options).fit(pool), pool, edges(), kind)
    pool = cb.Pool(data, target)
    model = cb.CatBoost(BASE).fit(pool)
    model.set_scale_and_bias(-0.7, 0.3)
    write("scaled", model, pool, edges())


def category_frame(rows=300):
    frame = pd.DataFrame({
        "value": random.normal(size=rows).round(1),
        "sector": random.choice(["defi", "Layer 1", "naïve", "a much longer name than the others", ""], rows),
        "tier": random.choice([10, -20, 30], rows),
    })
    target = frame.sector.str.len() / 8 + frame.tier / 10 * (frame.value > 0) + 0.1 * random.normal(size=rows)
    return frame, target


def category_cases():
    frame, target = category_frame()
    pool = cb.Pool(frame, target, cat_features=["sector", "tier"])
    one_hot = {"one_hot_max_size": 255, "max_ctr_complexity": 0}
    inputs = frame.head(40).copy()
    inputs.loc[30:34, "sector"] = ["unseen", "DEFI", "naive", "Layer 1 ", "nan"]
    inputs.loc[35:39, "tier"] = [0, 20, -20, 31, 30]
    for case, options in {"one-hot": {}, "one-hot-lossguide": {"grow_policy": "Lossguide", "max_leaves": 9}}.items():
        write(case, cb.CatBoost(BASE | one_hot | options).fit(pool), pool, inputs)


def ctr_model():
    """A model that must be refused: it asks for statistics of categories."""
    frame, target = category_frame()
    pool = cb.Pool(frame, target, cat_features=["sector", "tier"])
    model = cb.CatBoost(BASE | {"one_hot_max_size": 1, "iterations": 2, "depth": 1}).fit(pool)
    model.save_model(HERE / "refused" / "catboost-ctr.json", format="json", pool=pool)


plain_cases()
category_cases()
ctr_model()
