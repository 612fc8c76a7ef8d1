"""Writes model.json, Booster.dump_model() of model.txt, into some of the LightGBM cases; needs lightgbm.

    python test/golden/models/dump.py
"""

import json
from pathlib import Path

import lightgbm as lgb

for case in (
    "lgb-linear-tree-inf",
    "lgb-stump",
    "lgb-stump-mixed",
    "made-linear-category",
    "made-pandas",
    "made-rf-poisson",
    "made-threshold-inf",
    "made-threshold-minus-inf",
    "made-zero-as-missing",
):
    folder = Path(__file__).parent / case
    dump = lgb.Booster(model_file=folder / "model.txt").dump_model()
    (folder / "model.json").write_text(json.dumps(dump))
