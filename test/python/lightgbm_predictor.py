"""LightGBM's own predictor, for `npm run bench`: a line in, milliseconds out. Arguments: model, inputs.csv, rows."""
import gzip, sys, time
import lightgbm, numpy, pandas

model, inputs, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
text = (gzip.open if model.endswith(".gz") else open)(model, "rt").read()
booster = lightgbm.Booster(model_str=text)
table = pandas.read_csv(inputs)[booster.feature_name()].to_numpy(dtype=numpy.float64)
table = table[numpy.arange(rows) % len(table)]
for _ in sys.stdin:
    start = time.perf_counter()
    booster.predict(table, raw_score=True, num_threads=1)
    print((time.perf_counter() - start) * 1000, flush=True)
