"""What DuckDB and pandas find in a market store, as JSON: market_store.py FOLDER"""

import json
import sys

import duckdb
import pandas as pd

root = sys.argv[1] + "/market"
bars = f"read_parquet('{root}/bars/*/bars.parquet', hive_partitioning = true)"


def rows(query: str) -> list:
    return [[str(cell) if cell is not None else None for cell in row] for row in duckdb.sql(query).fetchall()]


frame = pd.read_parquet(f"{root}/bars")
panel = pd.read_parquet(f"{root}/panel.parquet")
print(
    json.dumps(
        {
            "columns": rows(f"describe select * from {bars}"),
            "counts": rows(f"select date, source, count(*), count(open), count(close) from {bars} group by all order by all"),
            "gold": rows(f"select symbol, close from {bars} where ucid = '7' and source = 'coinmarketcap' order by date"),
            "panelColumns": rows(f"describe from '{root}/panel.parquet'"),
            "panelOrder": rows(f"select count(*) from '{root}/panel.parquet' where close is null"),
            "indexes": rows(f"select date, name, value from read_parquet('{root}/indexes/*/indexes.parquet', hive_partitioning = true)"),
            "pandas": {
                "rows": len(frame),
                "missing": int(frame["open"].isna().sum()),
                "columns": list(frame.columns),
                "panel": [len(panel), str(panel["date"].iloc[0])],
            },
        }
    )
)
