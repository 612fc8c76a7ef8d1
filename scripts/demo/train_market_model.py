"""Trains market-model.txt on the table of demoTable.ts; needs lightgbm, pandas and pyarrow.

    node --import tsx scripts/demo/demoTable.ts table.parquet
    python scripts/demo/train_market_model.py table.parquet

The table is invented, and so is the target: the model shows how features from market data reach a round and is worth
nothing in the tournament. market-model.features.json is what the table says of the versions of its features.
"""

import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
import pandas as pd
import pyarrow.parquet as pq

FOLDER = Path(__file__).resolve().parent
LEVELS, SHARES = [0, 0.25, 0.5, 0.75, 1], [0.05, 0.2, 0.5, 0.2, 0.05]
WEIGHTS = {
    "momentum_20_rank": 0.6,
    "reversal_3_rank": 0.4,
    "volatility_20_rank": -0.5,
    "turnover_5_rank": 0.3,
    "drawdown_20": 1.0,
    "feature_sharpe_ratio_60d": 0.3,
    "feature_market_cap_ewa_60d": -0.3,
}


def target(table, random):
    """A fifth of the variance is known, the rest is noise; binned as Numerai bins its targets."""
    known = sum(weight * table[name].fillna(table[name].mean()) for name, weight in WEIGHTS.items())
    value = known / known.std() + 2 * random.normal(size=len(table))
    return np.array(LEVELS)[np.digitize(value.rank(pct=True), np.cumsum(SHARES)[:-1])]


def main(path):
    table = pd.read_parquet(path)
    others = ["date", "ucid", "symbol", "universe_source", *table.filter(like="target_").columns]
    features = table.columns.drop(others)
    options = {
        "objective": "regression", "learning_rate": 0.05, "num_leaves": 13, "max_depth": 5,
        "feature_fraction": 0.3, "seed": 812, "num_threads": 1, "deterministic": True, "verbosity": -1,
    }
    data = lgb.Dataset(table[features], target(table, np.random.default_rng(812)))
    lgb.train(options, data, num_boost_round=100).save_model(FOLDER / "market-model.txt")
    metadata = pq.read_metadata(path).metadata[b"autopilot.features"].decode()
    (FOLDER / "market-model.features.json").write_text(metadata + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
