"""As-of joins by pandas.merge_asof: python make.py > merge-asof.json"""
import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(7)
days = pd.date_range("2026-03-01", periods=30)
tokens = ["BTC", "babydoge", "币安人生", "XAUt", "Q"]
rows = pd.DataFrame(
    [(d, t) for d in days for t in tokens if rng.random() < 0.25], columns=["date", "symbol"]
)
rows["x"] = np.where(rng.random(len(rows)) < 0.2, np.nan, rng.normal(size=len(rows)).round(6))
cases = []
for max_age in (0, 3, 9):
    for day in days[[0, 4, 11, 12, 29]]:
        left = pd.DataFrame({"symbol": tokens, "date": day})
        joined = pd.merge_asof(
            left, rows.dropna().sort_values("date"), on="date", by="symbol", tolerance=pd.Timedelta(days=max_age)
        )
        cases.append(
            {"day": str(day.date()), "maxAgeDays": max_age, "x": [None if pd.isna(v) else v for v in joined["x"]]}
        )
table = {
    "date": [str(d.date()) for d in rows["date"]],
    "symbol": list(rows["symbol"]),
    "x": [None if pd.isna(v) else v for v in rows["x"]],
}
print(json.dumps({"pandas": pd.__version__, "tokens": tokens, "rows": table, "cases": cases}, ensure_ascii=False))
