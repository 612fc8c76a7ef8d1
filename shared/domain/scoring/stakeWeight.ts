import { requireColumns } from '../table.ts';
import { total } from './moments.ts';
import type { Frame, Series } from './series.ts';

/**
 * The stake-weighted mean of predictions, such as a Meta Model.
 *
 * @param stakes by column name; columns without a stake are not used
 * @returns per id of the predictions; a missing prediction counts as 0
 * @throws InputError `missing_column` when a stake is for no column
 * @see numerai/numerai-tools scoring.py `stake_weight`
 */
export function stakeWeight(predictions: Frame, stakes: Series): Series {
  const staked = columnsNamed(predictions, stakes);
  const values = new Float64Array(predictions.ids.length);
  for (const [at, column] of staked.entries()) {
    for (let row = 0; row < values.length; row++) values[row]! += column[row]! * stakes.values[at]! || 0;
  }
  const all = total(stakes.values);
  return { ids: predictions.ids, values: values.map((value) => value / all) };
}

/**
 * One column per stake, in the order of the stakes.
 *
 * @throws InputError `missing_column`
 */
export function columnsNamed(frame: Frame, stakes: Series): Float64Array[] {
  const names = Array.from<string | number, string>(stakes.ids, String);
  requireColumns([...frame.columns.keys()], names);
  return names.map((name) => frame.columns.get(name)!);
}
