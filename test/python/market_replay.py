"""Compares a market store with the recording it was made from: market_replay.py STORE RECORDING.csv.gz LAST_DAY"""

import json
import sys

import duckdb
import pandas as pd

store, recording, last = sys.argv[1:4]
numbers = ["open", "high", "low", "close", "volume_usd", "market_cap_usd"]
bars = f"read_parquet('{store}/market/bars/*/bars.parquet', hive_partitioning = true)"
stored = duckdb.sql(f"select symbol, cast(date as varchar) as date, {', '.join(numbers)} from {bars}").df()

told = pd.read_csv(recording, keep_default_na=False, na_values=[""])
told = told[told["date"] <= last]
told[numbers] = told[numbers].astype("float64").where(lambda frame: frame > 0)

both = told.merge(stored, on=["symbol", "date"], how="outer", suffixes=("", "_stored"), indicator=True)
found = both[both["_merge"] == "both"]
differing = sum(
    int(((found[name] != found[f"{name}_stored"]) & ~(found[name].isna() & found[f"{name}_stored"].isna())).sum())
    for name in numbers
)
print(
    json.dumps(
        {
            "days": int(stored["date"].nunique()),
            "rows": len(found),
            "missingRows": int((both["_merge"] == "left_only").sum()),
            "extraRows": int((both["_merge"] == "right_only").sum()),
            "differing": differing,
        }
    )
)
