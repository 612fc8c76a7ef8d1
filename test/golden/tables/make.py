"""Makes the files of this folder: tables written by pyarrow, pandas, polars and DuckDB with what they hold, and
CSV texts with what pandas.read_csv makes of them.

    pip install pandas==3.1.1 pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.0 && python make.py

All values are invented. In the JSON files a missing value is null (text) or "NaN" (number, time in epoch ms UTC).
"""

import datetime as dt
import decimal
import io
import json
import math

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

UTC = dt.timezone.utc
INSTANT = dt.datetime(2026, 5, 20, 1, 2, 3, 456789)
MS = INSTANT.replace(tzinfo=UTC).timestamp() * 1000
DAY_MS = dt.datetime(2026, 5, 20, tzinfo=UTC).timestamp() * 1000


def number(values):
    return {"kind": "number", "values": [spell(v) for v in values]}


def time(values):
    return {"kind": "time", "values": [spell(v) for v in values]}


def text(values):
    return {"kind": "text", "values": values}


def spell(value):
    value = float("nan") if value is None else float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return "-0" if value == 0 and math.copysign(1, value) < 0 else value


EXPECTED = {}


def expect(file, rows, columns):
    EXPECTED[file] = {"rows": rows, "columns": columns}


def scalar_types():
    words = ["BTC", None, "币安人生", ""]
    floats = [1.5, None, math.nan, -0.0]
    wide = [math.inf, None, -math.inf, 5e-324]
    whole = [3, None, -3, 0]
    natural = [3, None, 7, 0]
    clock = [INSTANT, None, dt.datetime(1969, 12, 31, 23, 59, 59), dt.datetime(1970, 1, 1)]
    day = [dt.date(2026, 5, 20), None, dt.date(1969, 12, 31), dt.date(1970, 1, 1)]
    arrays = {
        "utf8": (pa.array(words), text(words)),
        "large_utf8": (pa.array(words, pa.large_utf8()), text(words)),
        "utf8_view": (pa.array(words, pa.string_view()), text(words)),
        "dictionary": (pa.array(words).dictionary_encode(), text(words)),
        "dictionary_of_int": (pa.array(whole).dictionary_encode(), number(whole)),
        "float16": (pa.array([None if v is None else np.float16(v) for v in floats], pa.float16()), number(floats)),
        "float32": (pa.array(floats, pa.float32()), number(floats)),
        "float64": (pa.array(wide), number(wide)),
        "bool": (pa.array([True, None, False, True]), number([1, None, 0, 1])),
        "all_null": (pa.nulls(4), number([None] * 4)),
        "int64_max": (pa.array([2**63 - 1, None, -(2**63), 0]), number([2**63 - 1, None, -(2**63), 0])),
        "uint64_max": (pa.array([2**64 - 1, None, 1, 0], pa.uint64()), number([2**64 - 1, None, 1, 0])),
        "decimal": (decimals(pa.decimal128(10, 2)), number([-1.25, None, 99999999.99, 0])),
        "decimal256": (decimals(pa.decimal256(50, 2)), number([-1.25, None, 99999999.99, 0])),
        "date32": (pa.array(day), time([DAY_MS, None, -86400000, 0])),
        "date64": (pa.array(day, pa.date64()), time([DAY_MS, None, -86400000, 0])),
    }
    for bits in (8, 16, 32, 64):
        arrays[f"int{bits}"] = (pa.array(whole, f"int{bits}"), number(whole))
        arrays[f"uint{bits}"] = (pa.array(natural, f"uint{bits}"), number(natural))
    for unit, per_ms in (("s", 0.001), ("ms", 1), ("us", 1000), ("ns", 1000000)):
        for zone in (None, "UTC", "Asia/Tokyo"):
            stored = [None if c is None else c.replace(tzinfo=UTC if zone else None) for c in clock]
            array = pa.array(stored, pa.timestamp("us", zone)).cast(pa.timestamp(unit, zone), safe=False)
            seen = math.floor(MS * per_ms) / per_ms if per_ms <= 1 else MS
            arrays[f"timestamp_{unit}_{zone or 'local'}"] = (array, time([seen, None, -1000, 0]))
    odd = {
        "struct": pa.array([{"u": 1}, None, {"u": None}, {"u": 2}]),
        "list": pa.array([[1], None, [], [2, 3]]),
        "large_list": pa.array([[1], None, [], [2, 3]], pa.large_list(pa.int8())),
        "map": pa.array([[("k", 1)], None, [], []], pa.map_(pa.string(), pa.int8())),
        "binary": pa.array([b"\xff", None, b"", b"x"]),
        "duration": pa.array([dt.timedelta(1), None, None, None]),
        "time_of_day": pa.array([dt.time(1), None, None, None]),
    }
    table = pa.table({**{name: array for name, (array, _) in arrays.items()}, **odd})
    pq.write_table(table, "scalar-types.parquet")
    expect("scalar-types.parquet", 4, {name: seen for name, (_, seen) in arrays.items()})
    pq.write_table(table.slice(0, 0), "no-rows.parquet")
    expect("no-rows.parquet", 0, {name: {**seen, "values": []} for name, (_, seen) in arrays.items()})


def decimals(kind):
    return pa.array([decimal.Decimal("-1.25"), None, decimal.Decimal("99999999.99"), decimal.Decimal(0)], kind)


def row_groups():
    values = [None if i % 7 == 3 else i / 8 for i in range(100)]
    names = [None if i % 11 == 5 else f"T{i % 13}" for i in range(100)]
    table = pa.table({"symbol": names, "value": values})
    for codec in ("none", "snappy", "gzip", "zstd", "brotli", "lz4"):
        file = f"row-groups-{codec}.parquet"
        pq.write_table(table, file, row_group_size=9, compression=codec, data_page_version="2.0", data_page_size=64)
        expect(file, 100, {"symbol": text(names), "value": number(values)})


def other_writers():
    stamps = pa.table({"at": pa.array([INSTANT, None])})
    pq.write_table(stamps, "int96.parquet", use_deprecated_int96_timestamps=True)
    expect("int96.parquet", 2, {"at": time([MS, None])})

    frame = pd.DataFrame({"ucid": ["9", "10"], "x": np.float32([0.25, np.nan])}, index=pd.Index(["aB", "C"], name="symbol"))
    frame.to_parquet("pandas-index.parquet")
    expect("pandas-index.parquet", 2, {"ucid": text(["9", "10"]), "x": number([0.25, None]), "symbol": text(["aB", "C"])})

    pl.DataFrame({
        "symbol": pl.Series(["x", None], dtype=pl.Categorical),
        "kind": pl.Series(["x", None], dtype=pl.Enum(["y", "x"])),
        "list": [[1], [2]],
        "day": [dt.date(2026, 5, 20), None],
        "at": [INSTANT, None],
        "small": pl.Series([1, None], dtype=pl.Int8),
    }).write_parquet("polars.parquet")
    expect("polars.parquet", 2, {
        "symbol": text(["x", None]), "kind": text(["x", None]), "day": time([DAY_MS, None]),
        "at": time([MS, None]), "small": number([1, None]),
    })

    duckdb.sql("""copy (select 'a' as symbol, 1.5::double as x, date '2026-05-20' as day, 7::hugeint as big,
        timestamptz '2026-05-20 01:02:03+00' as at union all select null, null, null, null, null)
        to 'duckdb.parquet' (format parquet)""")
    expect("duckdb.parquet", 2, {
        "symbol": text(["a", None]), "x": number([1.5, None]), "day": time([DAY_MS, None]),
        "big": number([7, None]), "at": time([math.floor(MS / 1000) * 1000, None]),
    })


def refused():
    twice = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"])
    pq.write_table(twice, "same-name-twice.parquet")
    pl.DataFrame({"x": pl.Series([1, None], dtype=pl.Int128)}).write_parquet("decoder-panics.parquet")


CSV = [
    "symbol,p\n BTC,1\n\tX,2\n  \n\t\nY,3\n", 'a\n1\n\n""\n2\n', 'a,b\n1,2\n"x""y",3\n', "a,b\n1\n2,3\n",
    "a,b\n1,2,3\n4,5,6\n", "a,b\n1,2\n4,5,6\n", "a,b\n1,2,\n4,5,\n", 'a,b\nab"c,2\n', "a,b\n1,2\r3,4\r\n5,6",
    "a,a,a.1,,\n1,2,3,4,5\n", "a,a,a\n1,2,3\n", ",Unnamed: 0\n1,2\n", "a.1,a,a,a\n1,2,3,4\n", 'a,b\n"x,1\n', ",\n1,2\n",
    "a\nTrue\nFalse\n", "a\nTRUE\nfalse\n", "a,b\nTrue,1\n,2\n", "a\nTrue\nNA\n", "a\nTrue\n1\n",
    "a\n 1 \n+2\n.5\n3.\n1e5\n-INF\n+infinity\n", "a\n0x10\n1\n", "a\n1_0\n", "a\n1e\n2\n", "a\n1d5\n2\n", "a\n.\n1\n",
    "\n\na,b\n1,2\n", "a,b\n 1.5 ,2\n", 'a,b\n"1","NA"\n', "a\nt\n", 'a,b\n"x\ny",1\n', 'a,b\n"x\r\ny",1\r\n', "a\n1 2\n",
    "a,b\n,\n,\n", "", "\n \n", '"a,b",c\n1,2\n', "a;b\n1;2\n", "symbol, prediction\nBTC,0.5\n", "a,b\nx,1%\n",
    "a,b\n" + "".join(f"{word},1\n" for word in sorted(pd._libs.parsers.STR_NA_VALUES)),
    "a,b\n" + "".join(f"x,{word}\n" for word in sorted(pd._libs.parsers.STR_NA_VALUES)),
    "a,b\n" + "".join(f"{word},1\n" for word in ("Na", "NONE", "none", "nAn", " NA", "NA ", "-", "Null", "inf", "x")),
    "a,b\n" + "".join(f"{word},1\n" for word in ("inf", "-inf", "Infinity", "-Infinity", "INF", "+inf", "-iNfInItY")),
    "\ufeffa,b\n1,2\n", '\ufeff"a",b\n1,2\n', "a,b\n币安人生,0.5\n",
]


def csv_case(source):
    case = {"text": source}
    try:
        frame = pd.read_csv(io.BytesIO(source.encode()))
    except (pd.errors.EmptyDataError, pd.errors.ParserError) as error:
        return {**case, "error": type(error).__name__}
    columns = {name: csv_column(frame[name]) for name in frame.columns}
    # Cells in front of the named columns became the index.
    leading = not frame.index.equals(pd.RangeIndex(len(frame)))
    return {**case, "leading": leading, "rows": len(frame), "columns": columns}


def csv_column(series):
    if pd.api.types.is_bool_dtype(series.dtype) or pd.api.types.is_numeric_dtype(series.dtype):
        return number(series.tolist())
    return text([None if pd.isna(v) else str(v) for v in series])


scalar_types()
row_groups()
other_writers()
refused()
json.dump(EXPECTED, open("parquet.json", "w"), indent=1, ensure_ascii=False)
json.dump([csv_case(source) for source in CSV], open("pandas-read-csv.json", "w"), indent=1, ensure_ascii=False)
