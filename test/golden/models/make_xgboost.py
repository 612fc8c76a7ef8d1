"""Makes the xgboost-* cases; needs xgboost (3.2.0 made those here), numpy, pandas and scipy.

    python test/golden/models/make_xgboost.py

A case is model.json, model.ubj (the same model), inputs.csv and expected.csv, the last by the library itself from the
saved model. The xgb-* and xgb3-* cases came the same way from XGBoost 1.7.4 and 3.4.1, cut to 60 rows. An empty cell
is missing, and in xgboost-missing so is 0.1.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb

HERE = Path(__file__).parent
BASE = {"seed": 7, "nthread": 1, "max_depth": 3, "eta": 0.3}
random = np.random.default_rng(7)


def spelled(value):
    if isinstance(value, str):
        return value
    return "" if pd.isna(value) else repr(float(value)).replace("inf", "Infinity")


def write(case, booster, inputs, **matrix):
    folder = HERE / f"xgboost-{case}"
    folder.mkdir(exist_ok=True)
    for name in ("model.json", "model.ubj"):
        booster.save_model(folder / name)
    loaded = xgb.Booster(model_file=folder / "model.ubj")
    columns = {}
    for name, options in {"prediction": {}, "raw": {"output_margin": True}}.items():
        values = np.asarray(loaded.predict(xgb.DMatrix(inputs, **matrix), **options), float).reshape(len(inputs), -1)
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


def train(options, data, target, rounds=6, **matrix):
    return xgb.train(BASE | options, xgb.DMatrix(data, target, **matrix), rounds)


def plain_cases():
    data, target = numbers()
    classes = np.digitize(target, [0, 1]).astype(float)
    both = np.stack([target, 1 - target * target], axis=1)
    for case, options, y in [
        ("logistic", {"objective": "binary:logistic", "base_score": 0.3}, target > 0),
        ("logistic-clamped", {"objective": "binary:logistic", "base_score": 1e-9}, target > 0),
        ("logitraw", {"objective": "binary:logitraw"}, target > 0),
        ("hinge", {"objective": "binary:hinge"}, target > 0),
        ("poisson", {"objective": "count:poisson"}, np.exp(target).round()),
        ("gamma", {"objective": "reg:gamma"}, np.exp(target)),
        ("tweedie", {"objective": "reg:tweedie"}, np.exp(target)),
        ("cox", {"objective": "survival:cox"}, np.exp(target)),
        ("softprob", {"objective": "multi:softprob", "num_class": 3}, classes),
        ("softmax", {"objective": "multi:softmax", "num_class": 3}, classes),
        ("quantile", {"objective": "reg:quantileerror", "quantile_alpha": [0.2, 0.8]}, target),
        ("targets", {}, both),
        ("vector-leaf", {"multi_strategy": "multi_output_tree"}, both),
        ("dart", {"booster": "dart", "rate_drop": 0.4}, target),
        ("forest", {"num_parallel_tree": 3, "subsample": 0.6}, target),
        ("pruned", {"gamma": 0.5, "tree_method": "exact", "max_depth": 5}, target),
        ("gblinear", {"booster": "gblinear"}, target),
        ("gblinear-softprob", {"booster": "gblinear", "objective": "multi:softprob", "num_class": 3}, classes),
    ]:
        write(case, train(options, data, y), edges())


def missing_case():
    data, target = numbers()
    data[random.random(data.shape) < 0.3] = 0.1
    write("missing", train({}, data, target, missing=0.1), edges(), missing=0.1)


def category_case():
    """Text and integer levels, one-hot and partitioned, missing ones, and in the file's own order."""
    rows = 300
    frame = pd.DataFrame({
        "sector": random.choice(["defi", "Layer 1", "meme", "ai"], rows),
        "tier": random.choice([30, 10, 20], rows),
        "token": random.choice([f"T{i}" for i in range(40)], rows),
        "value": random.normal(size=rows).round(1),
    })
    target = (frame.sector == "meme") * 2 + frame.tier / 10 * (frame.value > 0) + frame.token.str.len()
    target += np.sin(frame.token.str[1:].astype(int)) + 0.1 * random.normal(size=rows)
    frame.loc[random.random(rows) < 0.1, "sector"] = None
    levels = {"sector": ["meme", "defi", "ai", "Layer 1"], "tier": [20, 30, 10], "token": sorted(frame.token.unique())}
    kinds = {name: pd.CategoricalDtype(values) for name, values in levels.items()}
    options = {"max_cat_to_onehot": 4, "max_depth": 4}
    booster = train(options, frame.astype(kinds), target, enable_categorical=True)
    inputs = frame.head(40).copy()
    inputs.loc[30:, "token"] = None
    write("categories", booster, inputs.astype(kinds), enable_categorical=True)


plain_cases()
missing_case()
category_case()
