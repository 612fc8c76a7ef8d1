"""Trains demo-model.txt and its golden rows; needs lightgbm, numpy and pandas.

    python scripts/demo/train_demo_model.py

The data are invented: Numerai's 22 Crypto features with their five values, and a target that a few of them
know a little about. The model shows how everything works and is worth nothing in the tournament.
"""

from pathlib import Path

import lightgbm as lgb
import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
KINDS = (
    "bollinger close_avg close_ewa market_cap_avg market_cap_ewa momentum relative_strength_index "
    "sharpe_ratio volatility volume_avg volume_ewa"
).split()
FEATURES = [f"feature_{kind}_{days}d" for kind in KINDS for days in (20, 60)]
LEVELS, SHARES = [0, 0.25, 0.5, 0.75, 1], [0.05, 0.2, 0.5, 0.2, 0.05]
WEIGHTS = {
    "feature_momentum_60d": 0.5,
    "feature_volatility_20d": -0.4,
    "feature_sharpe_ratio_20d": 0.3,
    "feature_market_cap_ewa_60d": -0.3,
    "feature_relative_strength_index_20d": -0.2,
}


def features(rows, random):
    drawn = random.choice(LEVELS, size=(rows, len(FEATURES)), p=SHARES)
    drawn[random.random(drawn.shape) < 0.02] = np.nan
    return pd.DataFrame(drawn, columns=FEATURES)


def targets(data, random):
    """A fifth of the variance is known, the rest is noise; binned as Numerai bins its targets."""
    known = sum(weight * data[name].fillna(0.5) for name, weight in WEIGHTS.items())
    known += 0.6 * data["feature_momentum_20d"].fillna(0.5) * (data["feature_volume_ewa_20d"] > 0.5)
    value = known / known.std() + 2 * random.normal(size=len(data))
    return np.array(LEVELS)[np.digitize(value.rank(pct=True), np.cumsum(SHARES)[:-1])]


def edge_rows(random):
    rows = features(40, random)
    same = pd.DataFrame([[level] * len(FEATURES) for level in LEVELS], columns=FEATURES)
    odd = [[np.nan] * len(FEATURES), [np.inf] * len(FEATURES), [-np.inf] * len(FEATURES), [1e-36] * len(FEATURES)]
    between = pd.DataFrame(random.uniform(-0.5, 1.5, size=(11, len(FEATURES))), columns=FEATURES)
    return pd.concat([rows, same, between, pd.DataFrame(odd, columns=FEATURES)], ignore_index=True)


def spelled(value):
    """As both Python's float() and JavaScript's Number() read it."""
    return repr(float(value)).replace("nan", "NaN").replace("inf", "Infinity")


def main():
    random = np.random.default_rng(812)
    data = features(20_000, random)
    options = {
        "objective": "regression", "learning_rate": 0.05, "num_leaves": 13, "max_depth": 5,
        "feature_fraction": 0.3, "seed": 812, "num_threads": 1, "deterministic": True, "verbosity": -1,
    }
    path = ROOT / "scripts/demo/demo-model.txt"
    lgb.train(options, lgb.Dataset(data, targets(data, random)), num_boost_round=100).save_model(path)

    golden = ROOT / "test/golden/demo-model"
    golden.mkdir(parents=True, exist_ok=True)
    inputs = edge_rows(random)
    inputs.map(spelled).to_csv(golden / "inputs.csv", index=False)
    model = lgb.Booster(model_file=path)
    expected = pd.DataFrame({"prediction": model.predict(inputs), "raw": model.predict(inputs, raw_score=True)})
    expected.to_csv(golden / "expected.csv", index=False, float_format="%.17g")


if __name__ == "__main__":
    main()
