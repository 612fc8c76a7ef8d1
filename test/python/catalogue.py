"""The feature catalogue once more, as a data scientist would write it with pandas.

    catalogue.py values FOLDER     writes FOLDER/values.f64: what test/features/pandas.test.ts compares with
    catalogue.py speed FOLDER N    prints the seconds of N runs over the features of the specification, and of their ranks

Binned features: on the last 40 days, and NaN where values tie.
FOLDER/spec.json: {tokens, days, firstDay, fields, indexes, bitcoin, features: [{name, fields, market}]}.
FOLDER/panel.f64: float64, per field tokens x days, then one row of days per index. values.f64: feature x day x token.
"""
import json
import math
import sys
from time import perf_counter as clock
from functools import cached_property

import numpy as np
import pandas as pd

# pandas takes a millisecond for each day of each feature.
BINNED_DAYS = 40


def need(days):
    return math.ceil(days * 4 / 5)


def rolling(x, days):
    return x.rolling(days, min_periods=need(days))


def decayed(x, days, seed, keep):
    """The exponential average that begins anew in each window: weights by age, missing days leave theirs to the others."""
    weights = np.r_[(1 - keep) * keep ** np.arange(days - seed), np.full(seed, keep ** (days - seed) / seed)]
    known = x.notna().to_numpy(float)
    given = x.fillna(0).to_numpy()
    total, weight = np.zeros_like(given), np.zeros_like(given)
    for age, w in enumerate(weights[: len(given)]):
        total[age:] += w * given[: len(given) - age]
        weight[age:] += w * known[: len(given) - age]
    with np.errstate(invalid="ignore", divide="ignore"):
        average = pd.DataFrame(total / weight, index=x.index, columns=x.columns)
    return average.where(x.rolling(seed, min_periods=1).count() >= need(seed))


class Catalogue:
    def __init__(self, fields, indexes, bitcoin, is_quick=False):
        self.f = fields
        self.indexes = indexes
        self.is_quick = is_quick
        self.bitcoin = fields["close"][bitcoin] if bitcoin in fields["close"] else None

    # What several features start from.

    @cached_property
    def log_close(self):
        return np.log(self.f["close"])

    @cached_property
    def returns(self):
        return self.log_close.diff()

    @cached_property
    def bitcoin_returns(self):
        b = np.log(self.bitcoin).diff()
        return pd.DataFrame(np.repeat(b.to_numpy()[:, None], self.returns.shape[1], 1), self.returns.index, self.returns.columns)

    @cached_property
    def log_volume(self):
        v = self.f["volumeUsd"]
        return np.log(v.where(v > 0))

    @cached_property
    def log_cap(self):
        return np.log(self.f["marketCapUsd"])

    @cached_property
    def typical_changes(self):
        return ((self.f["high"] + self.f["low"] + self.f["close"]) / 3).diff()

    def average(self, x, days, seed, keep):
        if self.is_quick:  # what everybody writes, and much quicker: an average over all history
            return x.ewm(alpha=1 - keep, adjust=False, min_periods=need(seed)).mean()
        return decayed(x, days, seed, keep)

    def change(self, logs, start, end=0):
        first = logs.bfill()
        at = lambda days: first.shift(days).fillna(first.iloc[0]) if days else first
        return (at(end) - at(start)).where(logs.rolling(start + 1, min_periods=1).count() >= need(start + 1))

    # Families, as in shared/features/families.

    def momentum(self, days, _skip=None, end=0):
        return self.change(self.log_close, int(days), int(end))

    def reversal(self, days, scaled=None):
        falls = -self.change(self.log_close, int(days))
        return falls / (rolling(self.returns, 60).std() * math.sqrt(5)) if scaled else falls

    def mean_distance(self, days):
        return np.log(self.f["close"] / rolling(self.f["close"], int(days)).mean())

    def up_share(self, days):
        return rolling((np.sign(self.returns) + 1) / 2, int(days)).mean()

    def mean(self, field, days):
        return rolling(self.f[field], int(days)).mean()

    def ewa(self, field, days):
        days = int(days)
        return self.average(self.f[field], {20: 200, 60: 360}[days], days, 1 - 2 / (days + 1))

    def volatility(self, days):
        return rolling(self.returns, int(days)).std()

    def volatility_ratio(self, short, long):
        return np.log(self.volatility(short) / self.volatility(long))

    def downside_volatility(self, days):
        return np.sqrt(rolling(self.returns.clip(upper=0) ** 2, int(days)).mean())

    def downside_share(self, days):
        return rolling(self.returns.clip(upper=0) ** 2, int(days)).sum() / rolling(self.returns**2, int(days)).sum()

    def range_volatility(self, days):
        return np.sqrt(rolling(np.log(self.f["high"] / self.f["low"]) ** 2, int(days)).mean() / (4 * math.log(2)))

    def sharpe(self, days):
        return rolling(self.returns, int(days)).mean() / self.volatility(days)

    def sortino(self, days):
        return rolling(self.returns, int(days)).mean() / self.downside_volatility(days)

    def drawdown(self, days):
        def deepest(window):
            known = window[~np.isnan(window)]
            return (known / np.maximum.accumulate(known)).min() - 1

        return rolling(self.f["close"], int(days)).apply(deepest, raw=True)

    def distance_from_high(self, days):
        return self.log_close - rolling(self.log_close, int(days)).max()

    def days_since_high(self, days):
        return rolling(self.f["close"], int(days)).apply(lambda w: np.nanargmax(w[::-1]), raw=True)

    def range_position(self, days):
        high, low = rolling(self.log_close, int(days)).max(), rolling(self.log_close, int(days)).min()
        return (self.log_close - low) / (high - low)

    def best_return(self, days):
        return rolling(self.returns, int(days)).max()

    def worst_return(self, days):
        return rolling(self.returns, int(days)).min()

    def skewness(self, days):
        return rolling(self.returns, int(days)).skew()

    def kurtosis(self, days):
        return rolling(self.returns, int(days)).kurt()

    def rsi(self, days):
        days = int(days)
        changes = self.f["close"].diff()
        args = ({14: 280, 20: 363, 60: 363}[days], days, 1 - 1 / days)
        up, down = self.average(changes.clip(lower=0), *args), self.average(-changes.clip(upper=0), *args)
        return 100 * up / (up + down)

    @cached_property
    def macd_line(self):
        close = self.f["close"]
        line = self.average(close, 246, 12, 1 - 2 / 13) - self.average(close, 260, 26, 1 - 2 / 27)
        return line.where(close.notna())

    def macd(self, *_):
        return self.macd_line / self.f["close"]

    def macd_histogram(self, *_):
        return (self.macd_line - self.average(self.macd_line, 90, 9, 1 - 2 / 10)) / self.f["close"]

    def bollinger_position(self, days):
        mean = rolling(self.f["close"], int(days)).mean()
        half = 2 * rolling(self.f["close"], int(days)).std(ddof=0)
        return (self.f["close"] - mean + half) / (2 * half)

    def bollinger_width(self, days):
        return 4 * rolling(self.f["close"], int(days)).std(ddof=0) / rolling(self.f["close"], int(days)).mean()

    def atr(self, days):
        days = int(days)
        before = self.f["close"].shift()
        ranges = np.maximum(self.f["high"], before) - np.minimum(self.f["low"], before)
        return self.average(ranges, {14: 280, 60: 363}[days], days, 1 - 1 / days) / self.f["close"]

    def mfi(self, days):
        volume = self.f["volumeUsd"].where(self.typical_changes.notna())
        up = rolling(volume.where(~(self.typical_changes <= 0), volume * 0), int(days)).sum()
        down = rolling(volume.where(~(self.typical_changes >= 0), volume * 0), int(days)).sum()
        return 100 * up / (up + down)

    def volume_trend(self, short, long):
        return np.log(self.mean("volumeUsd", short) / self.mean("volumeUsd", long))

    def volume_surprise(self, days):
        window = rolling(self.log_volume, int(days))
        return (self.log_volume - window.mean()) / window.std()

    def volume_correlation(self, days):
        return self.correlate(self.returns, self.log_volume.diff(), int(days))

    @cached_property
    def daily_turnover(self):
        return self.f["volumeUsd"] / self.f["marketCapUsd"]

    def turnover(self, days):
        return rolling(self.daily_turnover, int(days)).mean()

    def turnover_trend(self, short, long):
        return np.log(self.turnover(short) / self.turnover(long))

    def amihud(self, days):
        volume = self.f["volumeUsd"]
        return rolling(self.returns.abs() / (volume.where(volume > 0) / 1e6), int(days)).mean()

    def pairs(self, x, y):
        return x.where(y.notna()), y.where(x.notna())

    def slope(self, x, y, days):
        x, y = self.pairs(x, y)
        return rolling(x, days).cov(y) / rolling(y, days).var()

    def correlate(self, x, y, days):
        x, y = self.pairs(x, y)
        return rolling(x, days).corr(y)

    def beta(self, days):
        return self.slope(self.returns, self.bitcoin_returns, int(days))

    def correlation(self, days):
        return self.correlate(self.returns, self.bitcoin_returns, int(days))

    def residual_momentum(self, days):
        x, y = self.pairs(self.returns, self.bitcoin_returns)
        return rolling(x, int(days)).sum() - self.beta(days) * rolling(y, int(days)).sum()

    def residual_volatility(self, days):
        x, y = self.pairs(self.returns, self.bitcoin_returns)
        count = x.rolling(int(days), min_periods=1).count()
        unexplained = rolling(x, int(days)).var() - self.beta(days) * rolling(x, int(days)).cov(y)
        return np.sqrt(unexplained.clip(lower=0) * (count - 1) / (count - 2))

    def market_cap(self):
        return self.log_cap

    def market_cap_change(self, days):
        return self.change(self.log_cap, int(days))

    def dilution(self, days):
        return (self.market_cap_change(days) - self.momentum(days)).round(9)

    def age(self):
        close = self.f["close"]
        place = pd.DataFrame(np.arange(len(close))[:, None] * np.ones(close.shape), close.index, close.columns)
        first = place.where(close.notna()).rolling(365, min_periods=1).min()
        return place - first + 1

    def weekday_return(self, weeks):
        weeks = int(weeks)
        known = [self.returns.shift(7 * week) for week in range(weeks)]
        count = sum(x.notna().astype(int) for x in known)
        return (sum(x.fillna(0) for x in known) / count).where(count >= need(weeks))

    def broadcast(self, series):
        close = self.f["close"]
        return pd.DataFrame(np.repeat(series.to_numpy(float)[:, None], close.shape[1], 1), close.index, close.columns)

    def weekday(self):
        return self.broadcast(pd.Series(self.f["close"].index.day_of_week))

    def fear_greed(self):
        return self.broadcast(self.indexes["fear_greed"])

    def fear_greed_distance(self, days):
        index = self.indexes["fear_greed"]
        return self.broadcast(index - rolling(index, int(days)).mean())

    def fear_greed_beta(self, days):
        return self.slope(self.returns, self.broadcast(self.indexes["fear_greed"].diff()), int(days))

    def cci(self, days):
        typical = (self.f["high"] + self.f["low"] + self.f["close"]) / 3
        window = typical.rolling(int(days))
        spread = window.apply(lambda w: np.abs(w - w.mean()).mean(), raw=True)
        return (typical - window.mean()) / (0.015 * spread)

    def williams_r(self, days):
        high, low = rolling(self.f["high"], int(days)).max(), rolling(self.f["low"], int(days)).min()
        return -100 * (high - self.f["close"]) / (high - low)

    # A feature by its name.

    def value(self, name):
        if name.startswith("binned_"):
            return self.value(name.removeprefix("binned_"))
        for field, prefix in (("close", "close"), ("volumeUsd", "volume"), ("marketCapUsd", "market_cap")):
            for kind in ("mean", "ewa"):
                if name.startswith(f"{prefix}_{kind}_") and name.split("_")[-1].isdigit() and "distance" not in name:
                    return getattr(self, kind)(field, name.split("_")[-1])
        words = name.split("_")
        method = max((n for n in range(1, len(words) + 1) if hasattr(self, "_".join(words[:n]))))
        return getattr(self, "_".join(words[:method]))(*words[method:])

    def feature(self, spec):
        value = self.value(spec["name"])
        known = self.f["close"].notna()
        for field in spec["fields"]:
            known &= self.f[field].notna()
        for name in spec["market"]:
            there = self.bitcoin.notna() if name == "btc" else self.indexes[name].notna()
            known = known.mul(there, axis=0)
        return value.where(known)

    def binned(self, value):
        edges = [0, 0.05, 0.25, 0.75, 0.95, 1]

        def bins(day):  # qcut refuses edges that tie, and puts equal values in the lower bin
            return pd.qcut(day, edges, labels=False) / 4 if day.nunique() == day.count() > 1 else day * np.nan

        return value.iloc[-BINNED_DAYS:].apply(bins, axis=1).reindex(value.index)


def read(folder):
    spec = json.load(open(f"{folder}/spec.json"))
    tokens, days = spec["tokens"], spec["days"]
    numbers = np.fromfile(f"{folder}/panel.f64")
    index = pd.date_range(spec["firstDay"], periods=days)
    size = len(tokens) * days
    fields = {
        name: pd.DataFrame(numbers[i * size : (i + 1) * size].reshape(len(tokens), days).T.copy(), index, tokens)
        for i, name in enumerate(spec["fields"])
    }
    # What cannot be a price, a volume or a market cap is unknown.
    for name, values in fields.items():
        fields[name] = values.where(values >= 0 if name == "volumeUsd" else values > 0)
    close = fields["close"]
    low, high = fields["low"], fields["high"]
    is_range = (low <= close) & (close <= high) & (close <= 10 * low) & (high <= 10 * close)
    fields |= {name: fields[name].where(is_range) for name in ("high", "low")}
    rest = numbers[len(spec["fields"]) * size :].reshape(len(spec["indexes"]), days)
    indexes = {name: pd.Series(rest[i], index) for i, name in enumerate(spec["indexes"])}
    return spec, lambda **options: Catalogue(fields, indexes, spec["bitcoin"], **options)


def main(mode, folder, runs="1"):
    spec, catalogue = read(folder)
    if mode == "values":
        it = catalogue()
        values = []
        for one in spec["features"]:
            value = it.feature(one)
            values.append(it.binned(value) if one["name"].startswith("binned_") else value)
        stacked = np.stack([v.to_numpy(float) for v in values])
        # What is not finite, such as the logarithm of no volume, is unknown.
        np.where(np.isfinite(stacked), stacked, np.nan).tofile(f"{folder}/values.f64")
        return
    for _ in range(int(runs)):
        start = clock()
        it = catalogue(is_quick=True)
        values = [it.feature(one) for one in spec["features"]]
        computed = clock()
        for value in values:
            value.rank(axis=1, pct=True)
        print(json.dumps({"features": computed - start, "ranks": clock() - computed}), flush=True)


if __name__ == "__main__":
    np.seterr(all="ignore")
    main(*sys.argv[1:])
