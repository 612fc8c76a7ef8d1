"""A blend of linear models made the usual way, with pandas and numerai-tools. Arguments: live file, settings, models.

Prints the signal of every token in the order of the file, and how many have no prediction.
"""
import json, sys
from pathlib import Path
import pandas
from numerai_tools.scoring import gaussian, neutralize, tie_kept_rank

live_file, settings_file, *model_files = sys.argv[1:]
live = pandas.read_parquet(live_file).reset_index()
raw = pandas.DataFrame(index=live.index)
for path in map(Path, model_files):
    model = json.loads(path.read_text())
    raw[path.stem] = sum(live[name] * weight for name, weight in zip(model["features"], model["coefficients"]))

candidate = json.load(open(settings_file))["slots"][0]["candidates"][0]
weights = pandas.Series({one["model"]: one["weight"] for one in candidate["models"]})
average = (tie_kept_rank(raw[weights.index]) * weights).sum(axis=1, skipna=False) / weights.sum()
known = average.dropna()
features = live.loc[known.index, candidate["neutralise"]["features"]]
neutral = neutralize(gaussian(tie_kept_rank(known.to_frame())), features.fillna(features.mean()), candidate["neutralise"]["proportion"])
signal = tie_kept_rank(neutral[0].reindex(live.index)).fillna(0.5)
print(json.dumps({"symbol": live["symbol"].tolist(), "signal": signal.tolist(), "unknown": int(average.isna().sum())}))
