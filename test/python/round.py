"""One round the usual way, for comparison in `npm run bench`: numerapi, pandas, lightgbm. Argument: the model file."""
import os, resource, sys, tempfile
import lightgbm, numerapi, pandas
from numerapi import base_api

base_api.API_TOURNAMENT_URL = os.environ["NUMERAI_API_URL"]
api = numerapi.CryptoAPI(os.environ["NUMERAI_PUBLIC_ID"], os.environ["NUMERAI_SECRET_KEY"], verbosity="error", show_progress_bars=False)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    api.check_round_open()
    model_id = api.get_models()["example_model"]
    api.download_dataset("crypto/v2.0/live.parquet", "live.parquet")
    live = pandas.read_parquet("live.parquet")
    booster = lightgbm.Booster(model_file=sys.argv[1])
    raw = booster.predict(live[booster.feature_name()], num_threads=1)
    symbols = live["symbol"] if "symbol" in live.columns else live.index
    signal = (pandas.Series(raw).rank() - 0.5) / len(raw)
    pandas.DataFrame({"symbol": symbols, "signal": signal.to_numpy()}).to_csv("predictions.csv", index=False)
    api.upload_predictions("predictions.csv", model_id=model_id)
print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}", file=sys.stderr)
