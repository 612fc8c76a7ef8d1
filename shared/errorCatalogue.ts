interface ErrorEntry {
  /** When it is raised, in one sentence. */
  readonly means: string;
  /** What to do next, in one sentence. */
  readonly hint: string;
}

/** Every error code there is. The README's table of errors is made from this. */
export const ERRORS = {
  usage: {
    means: 'The command line has a wrong or missing argument.',
    hint: 'Run the command with --help.',
  },
  settings_invalid: {
    means: 'The settings do not fit the schema.',
    hint: 'Correct the key named in the message; the settings are in cdk.json under context.autopilot.',
  },
  universe_too_small: {
    means: 'The live file has fewer than 100 tokens, the least that Numerai accepts.',
    hint: "Nothing to do at once: the next run downloads it again. If it stays, look at Numerai's forum.",
  },
  universe_invalid: {
    means:
      'The live file has no usable symbol column: it is missing, not text, or has empty or repeated symbols.',
    hint: 'The next run downloads it again; if it stays, check the setting "dataset" and Numerai\'s announcements.',
  },
  live_date_invalid: {
    means: 'The date column of the live file cannot be read, or its rows are of different days.',
    hint: 'The next run downloads it again; if it stays, Numerai has changed the file: please report it.',
  },
  run_out_of_time: {
    means: "The run's time is over; what was under way was stopped.",
    hint: 'The next tick goes on; when it repeats, look for a slow service in the log.',
  },
  network_error: {
    means: 'A service could not be reached, or the connection broke.',
    hint: 'Usually heals by itself; when it lasts, check the network and the address in the message.',
  },
  timed_out: {
    means: 'A service did not answer in time.',
    hint: 'Usually heals by itself; when it lasts, look at the status page of the service in the message.',
  },
  rate_limited: {
    means: 'A service asks for fewer requests.',
    hint: 'Wait until the time in the message; when it repeats, check the plan that belongs to the key.',
  },
  server_error: {
    means: 'A service answered that it has a fault of its own.',
    hint: 'Usually heals by itself; when it lasts, look at the status page of the service in the message.',
  },
  malformed_answer: {
    means: 'A service answered something that does not fit its documentation.',
    hint: 'Usually an outage page and heals by itself; when it lasts, the service has changed: look for a newer version.',
  },
  access_denied: {
    means: 'A service refused the key, or wants one.',
    hint: 'Check the key of the service in the message.',
  },
  request_refused: {
    means: 'A service understood the request and refused it.',
    hint: 'Read what the service says in the message.',
  },
  answer_too_large: {
    means: 'An answer is larger than anything expected of that service.',
    hint: 'Check the address in the message; a proxy may answer in place of the service.',
  },
  key_malformed: {
    means: 'A key holds a line break or another character that cannot be sent.',
    hint: 'Copy the key again, without line breaks or quotes.',
  },
  address_invalid: {
    means: 'An address is not an http or https URL, or it holds a user name.',
    hint: 'Correct the variable named ..._API_URL.',
  },
  numerai_keys_missing: {
    means: 'An operation needs Numerai keys and there are none.',
    hint: 'Set NUMERAI_PUBLIC_ID and NUMERAI_SECRET_KEY (`keys set` stores them in AWS); keys are made at numer.ai/account.',
  },
  numerai_keys_rejected: {
    means: 'Numerai does not accept the keys.',
    hint: 'Check whether public id and secret key are swapped, or whether the token was deleted at numer.ai/account.',
  },
  numerai_scope_missing: {
    means: 'The Numerai token may not do this.',
    hint: 'Make a token with the scopes upload_submission, read_submission_info and read_user_info at numer.ai/account.',
  },
  numerai_refused: {
    means: 'Numerai understood a request and refused it.',
    hint: "Read Numerai's words in the message.",
  },
  numerai_api_changed: {
    means: 'Numerai no longer knows a field that is asked for.',
    hint: "Numerai's API has changed: look for a newer version.",
  },
  round_not_open: {
    means: 'Numerai takes no submission because no round is open.',
    hint: 'Nothing to do: the next open round is taken.',
  },
  submission_refused: {
    means: 'Numerai refused the file.',
    hint: "Read Numerai's words in the message; `validate` checks a file against the rules.",
  },
  dataset_missing: {
    means: "Neither live.parquet nor live_universe.parquet is among Numerai's files.",
    hint: 'Compare the setting `dataset` with the names in the message.',
  },
  download_damaged: {
    means: 'A downloaded file is cut short or is not what its name says.',
    hint: 'Usually heals by itself; when it lasts, `data download` shows what Numerai delivers.',
  },
  storage_refused: {
    means: "Numerai's file storage refused an upload or a download with every fresh address.",
    hint: 'Usually heals by itself; when it lasts, check the clock and the proxy of this machine.',
  },
  file_empty: {
    means: 'A file that should hold a table has no content.',
    hint: 'Check where the file comes from; a download may have ended before it began.',
  },
  file_damaged: {
    means: 'A Parquet or gzip file is cut short or otherwise broken.',
    hint: 'Download or write the file again.',
  },
  not_a_table: {
    means: 'A file is neither Parquet nor CSV: a web page, an error document, JSON or something binary.',
    hint: 'Open the file and read it; it may be the error message of the server it came from.',
  },
  file_too_large: {
    means: 'A file is larger than one run can hold in memory.',
    hint: 'Split the file, or keep only the columns and days that are needed.',
  },
  csv_malformed: {
    means: 'A CSV file has a row with too many cells or a quote that is never closed.',
    hint: 'Correct the row named in the message, or write the file as Parquet.',
  },
  csv_encoding: {
    means: 'A CSV file is not UTF-8 text.',
    hint: 'Save the file as UTF-8; some spreadsheets write UTF-16 or Windows-1252 by default.',
  },
  missing_column: {
    means: 'A table lacks a column that is needed.',
    hint: 'Compare the name with the columns listed in the message; upper and lower case matter.',
  },
  wrong_column_type: {
    means: 'A column holds another type than is needed: text for numbers, say, or a list.',
    hint: 'Convert the column; in a CSV file one word among the numbers makes the whole column text.',
  },
  duplicate_column: {
    means: 'A Parquet file has two columns of one name.',
    hint: 'Rename one of the two.',
  },
  ragged_table: {
    means: 'The columns of a table to be written differ in length.',
    hint: 'Please report it with the message and the log lines of the run.',
  },
  symbol_not_for_csv: {
    means:
      "A symbol reads as missing in Numerai's CSV reader, which would make the whole submission invalid.",
    hint: 'Set "format": "parquet" in the settings; Parquet carries any symbol.',
  },
  environment_incomplete: {
    means: 'A variable that the deployment sets for its functions is missing or empty.',
    hint: 'Deploy again (npm run deploy); outside Lambda, set the variables named in the message.',
  },
  run_failed: {
    means: 'A run ended with at least one slot without a submission.',
    hint: 'Read the reason of each slot in the log line "Run ended"; the next run tries again while the round is open.',
  },
  internal_error: {
    means: 'An error nobody foresaw: a bug.',
    hint: 'Please report it with the message and the log lines of the run.',
  },
  unsupported_model: {
    means: 'The file is no model in a format that is read, or uses a part of it that is not.',
    hint: 'Save the model with its own library: LightGBM booster.save_model("model.txt"), XGBoost model.save_model("model.ubj"), CatBoost model.save_model("model.json", format="json"); others as ONNX (skl2onnx.to_onnx, torch.onnx.export).',
  },
  model_damaged: {
    means: 'A model file, its manifest or its pointer is cut, changed or contradicts itself.',
    hint: 'Save the model again where it was trained and push it again: npm run -s autopilot -- model push FILE.',
  },
  onnx_runtime_missing: {
    means:
      'An ONNX model needs the ONNX runtime, which is not installed, was not deployed or does not start.',
    hint: 'On AWS set "onnx": true in the settings (cdk.json, context.autopilot) and deploy again; elsewhere run npm ci.',
  },
  manifest_mismatch: {
    means: 'A model file and its manifest speak of different formats or features.',
    hint: 'Push the model again; with --features give the names in training order.',
  },
  golden_mismatch: {
    means:
      'The model does not give for its golden rows what was stored with it, or what the training library gave.',
    hint: 'Do not submit with it: push the model again, and go back to the earlier release if it still differs.',
  },
  unknown_features: {
    means: 'The model wants features that its training table, or the data of a round, does not have.',
    hint: 'Compare the names; give the right ones with --features, or train without the missing ones.',
  },
  feature_version_mismatch: {
    means: 'Features of a model are not computed any more as they were when it was trained.',
    hint: 'Train again on a fresh export of the features, or deploy the release the model was trained with.',
  },
  missing_features: {
    means: 'The table lacks columns that the model was trained on.',
    hint: 'Compare the names: the data may have renamed its columns, or the model was trained on other data.',
  },
  unknown_feature: {
    means: "A name is neither in the catalogue of market features nor a column of the user's tables.",
    hint: 'Run "features list" for the names; a transform is an ending, as in momentum_20_rank.',
  },
  feature_names_missing: {
    means: 'The model file carries no feature names, so its columns cannot be found by name.',
    hint: 'Push it with --features and the names in training order.',
  },
  feature_shape: {
    means: 'The columns handed to a model are not as many, as long or of the kind it was trained on.',
    hint: 'Hand over one column per feature, numbers where the model has numbers, all of one length.',
  },
  too_many_scores: {
    means: 'A table has more rows than the outputs of a model can be held of in memory.',
    hint: 'Split the table, predict part by part, and put the outputs one below the other.',
  },
  unknown_model: {
    means: 'The store holds no model, or no version of it, under the name that was asked for.',
    hint: 'Push it first: npm run -s autopilot -- model push FILE --name NAME.',
  },
  no_earlier_version: {
    means: 'A model has no version before the one in use that could be gone back to.',
    hint: 'See what there is: npm run -s autopilot -- model list; put any of it in use: model promote NAME VERSION.',
  },
  model_busy: {
    means: 'Another process pushed or promoted the same model at the same moment.',
    hint: 'Look at the models (model list) and repeat the command.',
  },
  unknown_slot: {
    means: 'The settings name a slot that is no Crypto model of the account.',
    hint: 'Correct the slot name in the settings; names are case-sensitive.',
  },
  universe_size_mismatch: {
    means: 'The live file has another number of tokens than Numerai announced for the round, twice.',
    hint: 'The next run downloads it again; if it stays so, look at the Numerai forum for data problems.',
  },
  no_candidate_passed: {
    means: 'Several candidates were tried and none passed its gates.',
    hint: "Read each candidate's reason; add a candidate that needs only Numerai's own features.",
  },
  coverage_too_low: {
    means: 'Too few tokens of the universe have features and a prediction.',
    hint: 'Check the feature data of the day; minCoverage in the settings is the limit.',
  },
  output_constant: {
    means:
      'The raw output of a candidate is (nearly) the same for every token, so that there is nothing to rank.',
    hint: 'Check that the features are filled and that the right model is promoted.',
  },
  submission_invalid: {
    means: 'Our own check of the finished file found that Numerai would not accept it whole.',
    hint: 'Nothing was uploaded. Please report it with the message.',
  },
  submission_unconfirmed: {
    means:
      'The file was uploaded and submitted, but Numerai has not confirmed it as selected, on-time and complete.',
    hint: 'It is repeated after ten minutes, at most twice; look at the slot on numer.ai.',
  },
  deadline_passed: {
    means: 'The deadline passed between the upload and its submission, so it was not submitted.',
    hint: 'The next run submits late if lateSubmissions is on.',
  },
  claim_lost: {
    means: 'Another run took over the slot while this one was uploading.',
    hint: 'Nothing to do: the other run submits.',
  },
  store_key_invalid: {
    means: 'A key of the store is malformed, or collides with a folder.',
    hint: 'Use relative keys with "/" and without "..", such as user/mytable/date=2026-11-24/rows.parquet.',
  },
  store_missing: {
    means: 'The S3 bucket does not exist, or is in another region.',
    hint: 'Deploy first (npm run deploy), or correct AUTOPILOT_BUCKET and AWS_REGION.',
  },
  store_denied: {
    means: 'The bucket or the folder of the store may not be read or written.',
    hint: 'Correct the permissions named in the message.',
  },
  store_unavailable: {
    means: 'The bucket or the disk of the store is in trouble: network, throttling, disk full.',
    hint: 'The next run tries again; when it stays, look at the disk or at the state of AWS.',
  },
  quota_spent: {
    means: 'The allowance of a market data plan is used up for the day or the month.',
    hint: 'Wait for the reset that the plan names, or take a larger plan. Until then the next provider stands in for `collect`; `market backfill` goes on afterwards.',
  },
  credit_budget_spent: {
    means: 'A request would take more credits than this run may spend.',
    hint: 'Allow more credits, or go on another day: what is stored already is not asked for again.',
  },
  plan_lacks_endpoint: {
    means: 'The plan of a market data provider does not have what was asked for.',
    hint: 'Use another provider for it, or a larger plan.',
  },
  plan_lacks_history: {
    means: 'The plan of a market data provider does not reach back so far.',
    hint: 'Ask for later days, or take a larger plan for the one backfill.',
  },
  geo_blocked: {
    means:
      'A market data provider does not serve the place this runs in: a restricted country, or its firewall.',
    hint: 'Remove the provider from the settings, or run elsewhere; a repeat does not help.',
  },
  market_damaged: {
    means: 'A file of the market store is not what it must be.',
    hint: 'Run `market repair`: it keeps the file aside, and `market backfill` fetches its day again. `collect` goes on without it meanwhile, and makes a panel anew.',
  },
  market_stale: {
    means:
      "The market store lacks the day of the live file, so that a model's market features cannot be computed.",
    hint: 'The next candidate is tried; `market status` shows what is missing, `collect` asks again at its next run, `market backfill` at once.',
  },
  market_not_configured: {
    means: 'A command needs market data, and the settings have no key `market`.',
    hint: 'Add "market": {} to the settings (cdk.json, context.autopilot) and a key of CoinMarketCap; {} takes all defaults.',
  },
  market_data_missing: {
    means: 'No provider gave the market data of the day.',
    hint: 'Read what each provider said in the message; the next run asks again, and rounds go on with what needs no market data.',
  },
  aws_credentials: {
    means: 'AWS credentials or the region are missing, expired or wrong.',
    hint: 'Sign in (for example aws sso login), set AWS_PROFILE and AWS_REGION, or use --local to work without AWS.',
  },
  keys_invalid: {
    means:
      'A key in the environment or in the .env file cannot be one: it holds a space or a special character.',
    hint: 'Copy the key named in the message again, without quotes around it.',
  },
  dotenv_invalid: {
    means: 'The .env file cannot be read or holds a line that is not NAME=value.',
    hint: 'Correct the line named in the message; save the file as UTF-8 text.',
  },
  secret_missing: {
    means: 'The secret with the keys does not exist in Secrets Manager, or has no value.',
    hint: 'Deploy first (npm run deploy), then store the keys: npm run -s autopilot -- keys set',
  },
  secret_invalid: {
    means: 'The secret does not hold the keys as a JSON object; after a first deployment it is still empty.',
    hint: 'Store the keys: npm run -s autopilot -- keys set',
  },
  secret_denied: {
    means: 'Secrets Manager refused access to the secret with the keys.',
    hint: 'Correct the permissions named in the message.',
  },
  secret_unavailable: {
    means: 'Secrets Manager cannot be reached or is in trouble.',
    hint: 'The next run tries again.',
  },
  aws_denied: {
    means: 'AWS refused a call that an operator asked for.',
    hint: 'Allow the action in the message for the user or role that runs this.',
  },
  aws_unavailable: {
    means: 'An AWS service cannot be reached or is in trouble.',
    hint: 'Try again; when it lasts, look at health.aws.amazon.com and at the network of this machine.',
  },
  not_deployed: {
    means: 'The stack is not in this account and region.',
    hint: 'Run npm run deploy, or set AWS_PROFILE and AWS_REGION to where it was deployed; --local works without AWS.',
  },
  cdk_failed: {
    means: 'The CDK could not deploy or destroy the stack.',
    hint: 'Read its last lines above; npm run -s autopilot -- doctor checks credentials and bootstrap.',
  },
  declined: {
    means: 'Something destructive was not confirmed, or nobody could be asked.',
    hint: 'Repeat it at a terminal and type the name that is asked for, or add --yes.',
  },
  topic_denied: {
    means: 'SNS refused to publish a notice; the run goes on without it.',
    hint: 'Correct the permissions named in the message.',
  },
  topic_unavailable: {
    means: 'SNS cannot be reached or is in trouble; the run goes on without the notice.',
    hint: 'Nothing to do: the next notice is tried again.',
  },
  file_unreadable: {
    means: 'A file named on the command line cannot be opened.',
    hint: 'Check the path in the message; it is looked up from the folder the command runs in.',
  },
  file_unwritable: {
    means: 'A file named on the command line cannot be written.',
    hint: 'Check the folder, its rights and the space on its disk.',
  },
  aws_not_configured: {
    means: 'A command that works on AWS does not know the bucket, the secret or the topic.',
    hint: "Run npm run deploy here, set the variables in the message to the stack's outputs, or add --local to work without AWS.",
  },
  interrupted: {
    means: 'The command was stopped by Ctrl-C or a signal. Exit code 130.',
    hint: 'Nothing is left half done: run it again.',
  },
  too_few_common_ids: {
    means: 'Tables to be scored together have too few symbols in common: Numerai wants 80 % of each side.',
    hint: 'Check that the files are of the same dates and universe, and how many of their values are missing.',
  },
  ids_repeated: {
    means: 'A table to be scored has the same symbol twice on one date.',
    hint: 'Keep one of the rows; a table of several dates needs the column date.',
  },
  ids_mismatch: {
    means: 'Tables that must list the same ids in the same sorted order do not.',
    hint: 'Sort both by id and keep the ids they have in common.',
  },
  values_missing: {
    means: 'A value is missing or infinite where a score cannot be computed without it.',
    hint: 'Fill or drop the rows counted in the message.',
  },
  power_distorts: {
    means:
      'Values raised to a power are no longer like themselves, which Numerai refuses; a single value always is.',
    hint: 'Look for outliers in the target; CORR is made for targets in five steps.',
  },
  top_bottom_too_large: {
    means: 'The highest and the lowest values that a score is restricted to overlap.',
    hint: 'Ask for at most half of the rows from each end.',
  },
  stakes_invalid: {
    means: 'Stakes cannot be made into shares: none is positive, or one is negative.',
    hint: 'Give one stake per model, 0 or more.',
  },
  score_column_unclear: {
    means: 'A table to be scored has no symbol, no value column, or several and none with the usual name.',
    hint: 'Keep symbol (or id), date and one column of numbers.',
  },
  score_key_missing: {
    means: 'A row of a table to be scored has no symbol or no readable date.',
    hint: 'Fill or drop the rows counted in the message.',
  },
  score_dates_differ: {
    means: 'The tables to be scored have no date in common, or only some of several dates are dated.',
    hint: 'Check the column date of each file; a file without it must go with files of a single date.',
  },
  export_empty: {
    means:
      'There are no rows to export: no training file, no live file that a run kept, no market history in the range.',
    hint: 'Fetch history with `market backfill`, or give --train; `market status` shows which days there are.',
  },
  training_table_unusable: {
    means: 'The rows of a training file cannot be told by day, or are not in the order of their days.',
    hint: "Sort it by date, in pandas df.sort_values('date', kind='stable').to_parquet(…), or download train.parquet again.",
  },
  user_table_invalid: {
    means:
      "A table of the user's own has rows that belong to no token or day, a token twice on a day, or a day to come.",
    hint: 'It needs a column ucid or symbol, a column date (or --date), and number columns; one row per token and day.',
  },
  user_table_stale: {
    means: "A table of the user's own has no number that is young enough for any token.",
    hint: 'Import a newer day with `user import`; userMaxAgeDays in the settings says how long a number stays known.',
  },
  user_table_missing: {
    means: "A feature or a signal names a table or a column of the user's own that the store does not have.",
    hint: 'Import it: npm run -s autopilot -- user import FILE --table NAME; names look like table.column.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
