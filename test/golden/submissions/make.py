"""Submissions as people write them from pandas, and the columns that pandas reads back.

Made with pandas 3.1.1 and pyarrow 26.0.1: python make.py. The universe is T0 ... T119.
"""

import json

import pandas as pd

N = 120
frame = pd.DataFrame({"symbol": [f"T{i}" for i in range(N)], "signal": [(i + 0.5) / N for i in range(N)]})

files = {
    "plain": frame,
    # What is left after a filter keeps its old row numbers, which go into the file as a column of their own.
    "filtered": frame[frame.index % 10 != 3],
    "symbol-as-index": frame.set_index("symbol"),
    "named-index": frame.set_index(pd.Index(range(5, 5 + N), name="row")),
    "list-column": frame.assign(reasons=[[1, 2]] * N),
}
expected = {}
for name, content in files.items():
    content.to_parquet(f"{name}.parquet")
    back = pd.read_parquet(f"{name}.parquet")
    expected[name] = {"columns": list(back.columns), "rows": len(back)}
with open("expected.json", "w") as out:
    json.dump(expected, out, indent=1)
    out.write("\n")
