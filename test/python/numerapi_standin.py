"""Drives the local Numerai with the official client and prints what it saw as one JSON document.

Usage: python numerapi_standin.py URL PUBLIC_ID SECRET_KEY MODEL_NAME, in an empty working directory.
Needs numerapi, pandas and pyarrow.
"""

import json
import logging
import sys

import numerapi
import pandas as pd
from numerapi import base_api

LIVE = "crypto/v2.0/live.parquet"


def predictions_of(live):
    """A valid submission for a live file: distinct values strictly inside (0, 1)."""
    ranks = (pd.Series(range(len(live))) + 0.5) / len(live)
    # Numerai's own file has the symbols as its pandas index, a look-alike has them as a column.
    symbols = live["symbol"] if "symbol" in live else live.index
    return pd.DataFrame({"symbol": symbols.values, "prediction": ranks.values})


def error_of(call):
    """The message of the ValueError that a call raises, None when it raises none."""
    try:
        call()
    except ValueError as error:
        return str(error)
    return None


def read(api, model_name):
    """Everything that a participant looks at before submitting."""
    models = api.get_models()
    model_id = models[model_name]
    filtered = api.download_dataset(LIVE, "filtered.parquet", filters=[("symbol", "==", "BTC")])
    return {
        "datasets": api.list_datasets(),
        "models": models,
        "round": api.get_current_round(),
        "open": api.check_round_open(),
        "new": api.check_new_round(),
        "rounds": [item["number"] for item in api.list_rounds(limit=2)],
        "name": api.modelid_to_modelname(model_id),
        "filtered_rows": len(pd.read_parquet(filtered)),
        "scores": len(api.submission_scores(model_id, last_n_rounds=20)),
        "payouts": sorted(api.pending_model_payouts()),
    }


def submit(api, model_id):
    """Uploads of every kind, and what the client says of them afterwards."""
    live = pd.read_parquet(api.download_dataset(LIVE, "live.parquet"))
    frame = predictions_of(live)
    frame.to_csv("file.csv", index=False)
    frame.to_parquet("file.parquet", index=False)
    uploads = {
        "csv": api.upload_predictions("file.csv", model_id=model_id),
        "parquet": api.upload_predictions("file.parquet", model_id=model_id),
        "frame": api.upload_predictions("frame.csv", model_id=model_id, df=frame),
    }
    again = api.download_submission(uploads["csv"], dest_path="again.csv")
    return {
        "rows": len(live),
        "uploads": uploads,
        "ids": [item["id"] for item in api.submission_ids(model_id)],
        "same_bytes": open(again, "rb").read() == open("file.csv", "rb").read(),
        "few": error_of(lambda: api.upload_predictions("few.csv", model_id=model_id, df=frame[:99])),
    }


def main(url, public_id, secret_key, model_name):
    base_api.API_TOURNAMENT_URL = url
    logging.disable(logging.CRITICAL)
    api = numerapi.CryptoAPI(public_id, secret_key, show_progress_bars=False)
    swapped = numerapi.CryptoAPI(secret_key, public_id, show_progress_bars=False)
    seen = read(api, model_name)
    seen.update(submit(api, seen["models"][model_name]))
    seen["swapped"] = error_of(swapped.get_models)
    print(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
