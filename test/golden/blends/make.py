"""Makes cases.json: what numerai-tools and pandas make of several models' outputs. Needs numerai-tools.

    python test/golden/blends/make.py

A case has the models' raw outputs and weights and, where it neutralises, features and a proportion. Expected are the
weighted mean of the ranks (average), the rest after neutralising (rest), and what is submitted (signal).
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from numerai_tools.scoring import gaussian, neutralize, tie_kept_rank

ROWS = 60
LEVELS, SHARES = [0, 0.25, 0.5, 0.75, 1], [0.05, 0.2, 0.5, 0.2, 0.05]
random = np.random.default_rng(20261124)


def outputs(*weights, missing=0, ties=False):
    made = {}
    for at, weight in enumerate(weights):
        raw = random.normal(size=ROWS).round(1 if ties else 12)
        raw[random.choice(ROWS, size=missing, replace=False)] = np.nan
        made[at] = (pd.Series(raw), weight)
    return made


def binned(count, missing=0):
    frame = pd.DataFrame({f"feature_{at}": random.choice(LEVELS, p=SHARES, size=ROWS) for at in range(count)})
    for name in frame:
        frame.loc[random.choice(ROWS, size=missing, replace=False), name] = np.nan
    return frame


def case(name, models, features=None, proportion=None):
    raw = pd.DataFrame({at: values for at, (values, _) in models.items()})
    weights = pd.Series({at: weight for at, (_, weight) in models.items()})
    average = (tie_kept_rank(raw) * weights).sum(axis=1, skipna=False) / weights.sum()
    made = {
        "name": name,
        "models": [{"raw": cells(raw[at]), "weight": weight} for at, weight in weights.items()],
        "average": cells(average),
    }
    signal = average
    if features is not None:
        known = average.dropna().index
        beside = features.loc[known].fillna(features.loc[known].mean()).fillna(0)
        rest = neutralize(gaussian(tie_kept_rank(average.loc[known].to_frame())), beside, proportion)[0]
        assert np.diff(np.sort(rest)).min() > 1e-9, f"{name}: a tie would depend on the order of additions"
        signal = rest.reindex(average.index)
        made["neutralise"] = {"features": {n: cells(features[n]) for n in features}, "proportion": proportion}
        made["rest"] = cells(signal)
    made["signal"] = cells(tie_kept_rank(signal).fillna(0.5))
    return made


def cells(series):
    words = {np.inf: "Infinity", -np.inf: "-Infinity"}
    return ["NaN" if np.isnan(value) else words.get(value, value) for value in series.astype(float).tolist()]


infinite = outputs(1, 3)
infinite[0][0].iloc[[3, 7]] = [np.inf, -np.inf]
tripled = binned(3)
tripled["sum"] = tripled.sum(axis=1)
tripled["constant"] = 0.1
scaled = binned(2)
scaled["feature_1"] *= 1e4
emptied = binned(2)
emptied["feature_1"] = np.nan

CASES = [
    case("two models", outputs(1, 1)),
    case("two models with ties", outputs(1, 1, ties=True)),
    case("three models of unequal weight", outputs(2, 1, 0.3, ties=True)),
    case("models that lack outputs", outputs(0.7, 0.3, missing=5)),
    case("infinite outputs", infinite),
    case("one model, one feature", outputs(1), binned(1), 1),
    case("half of five features", outputs(1, 0.7183), binned(5), 0.5),
    case("nothing of them", outputs(1, 0.7183), binned(3), 0),
    case("missing outputs and cells", outputs(1, 0.7183, missing=4), binned(4, missing=6), 1),
    case("dependent and constant features", outputs(1, 0.7183), tripled, 1),
    case("features of unequal size", outputs(1), scaled, 1),
    case("a feature without any value", outputs(1), emptied, 1),
    case("forty features", outputs(1, 0.7183), binned(40), 0.9),
]
made_by = {name: version(name) for name in ("numerai-tools", "numpy", "pandas", "scipy")}
text = json.dumps({"versions": made_by, "cases": CASES}, indent=None, separators=(",", ":"))
Path(__file__).with_name("cases.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")
