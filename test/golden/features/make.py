"""Makes bars.csv, fear_greed.csv (invented), talib.csv (TA-Lib from the first bar on) and expected.csv (pandas).

    pip install TA-Lib==0.8.2 pandas==3.1.1 numpy
    node --import tsx scripts/autopilot.ts features list --json > catalogue.json
    python make.py catalogue.json

Tokens: 1 is BTC; 2 has tiny prices; 3 misses days and numbers; 4 is listed late.
"""
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import talib

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../python"))
from catalogue import Catalogue

DAYS = 400
FIELDS = {"open": "open", "high": "high", "low": "low", "close": "close", "volumeUsd": "volume_usd", "marketCapUsd": "market_cap_usd"}
EXPECTED_DAYS = [20, 61, 130, 225, 260, 366, 398, 399]

random = np.random.default_rng(20260919)
days = pd.date_range("2025-01-04", periods=DAYS)
market = random.normal(0.0005, 0.025, DAYS)


def short(x):
    return float(f"{x:.7g}")


def token(ucid, price, own):
    returns = market if ucid == 1 else 0.9 * market + random.normal(0, own, DAYS)
    close = price * np.exp(np.cumsum(returns))
    open_ = np.r_[price, close[:-1]]
    bars = pd.DataFrame({"ucid": ucid, "date": days, "open": open_, "close": close})
    bars["high"] = np.maximum(open_, close) * (1 + random.uniform(0, 0.02, DAYS))
    bars["low"] = np.minimum(open_, close) * (1 - random.uniform(0, 0.02, DAYS))
    supply = 3e8 / price * np.exp(np.cumsum(random.uniform(0, 0.001, DAYS)))
    bars["market_cap_usd"] = close * supply
    bars["volume_usd"] = bars["market_cap_usd"] * 0.04 * np.exp(random.normal(0, 0.5, DAYS))
    numbers = list(FIELDS.values())
    bars[numbers] = bars[numbers].map(short)
    return bars[["ucid", "date", *numbers]]


bars = [token(1, 94000.0, 0), token(2, 3.1e-6, 0.05), token(3, 2.5, 0.04), token(4, 17.0, 0.06)]
gaps = bars[2]
numbers = list(FIELDS.values())
gaps.loc[random.uniform(size=DAYS) < 0.04, numbers] = np.nan
for name in ["high", "market_cap_usd", "volume_usd"]:
    gaps.loc[random.uniform(size=DAYS) < 0.02, name] = np.nan
gaps.loc[[40, 200, 351], "volume_usd"] = 0.0
bars[2] = gaps.dropna(subset="close")
bars[3] = bars[3].iloc[170:]
table = pd.concat(bars)
table.to_csv(HERE / "bars.csv", index=False)
fear_greed = pd.Series(random.integers(5, 95, DAYS).astype(float), days)
fear_greed.iloc[[33, 250]] = np.nan
fear_greed.dropna().astype(int).rename_axis("date").rename("value").to_csv(HERE / "fear_greed.csv")

# TA-Lib, from the first bar on.
outputs = []
for ucid in (1, 2):
    own = table[table.ucid == ucid]
    h, l, c, v = (own[name].to_numpy() for name in ("high", "low", "close", "volume_usd"))
    macd, signal, histogram = talib.MACD(c)
    upper, middle, lower = talib.BBANDS(c, 20)
    outputs.append(pd.DataFrame({
        "ucid": ucid, "date": days, "rsi14": talib.RSI(c, 14), "rsi60": talib.RSI(c, 60),
        "macd": macd, "macd_signal": signal, "macd_hist": histogram,
        "mfi14": talib.MFI(h, l, c, v / ((h + l + c) / 3), 14), "bb20_upper": upper, "bb20_middle": middle, "bb20_lower": lower,
        "atr14": talib.ATR(h, l, c, 14), "roc10": talib.ROC(c, 10), "sma20": talib.SMA(c, 20), "ema20": talib.EMA(c, 20),
        "stddev20": talib.STDDEV(c, 20), "cci20": talib.CCI(h, l, c, 20), "willr14": talib.WILLR(h, l, c, 14),
    }).iloc[:150])
pd.concat(outputs).to_csv(HERE / "talib.csv", index=False)

# pandas, on the same formulas.
fields = {name: table.pivot(index="date", columns="ucid", values=column).reindex(days) for name, column in FIELDS.items()}
catalogue = Catalogue(fields, {"fear_greed": fear_greed}, 1)
columns = {}
with np.errstate(all="ignore"):
    for one in json.load(open(sys.argv[1]))["features"]:
        if one["family"] != "numerai":
            columns[one["name"]] = catalogue.feature(one).iloc[EXPECTED_DAYS].stack(future_stack=True)
pd.DataFrame(columns).rename_axis(["date", "ucid"]).to_csv(HERE / "expected.csv")
