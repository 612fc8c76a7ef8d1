import type { Table } from '../../domain/table.ts';
import { daysBetween, type UtcDay } from '../../domain/utcDay.ts';
import type { TrainingDay } from './trainingDays.ts';

/** A day to be exported. */
export interface ExportDay {
  readonly day: UtcDay;
  /** Undefined where the training file does not have the day. */
  readonly training: Table | undefined;
}

export interface ExportCalendar {
  /** Days beside those of the training file, oldest first. */
  readonly others: readonly UtcDay[];
  readonly training: AsyncIterator<TrainingDay, void>;
  /** What `training` has given already. */
  readonly first: IteratorResult<TrainingDay, void>;
  /** From the first day of a stretch to its last. */
  readonly stretchDays: number;
}

/** All days there are, oldest first, in stretches; of the training file no more is held than a stretch. */
export async function* exportStretches({
  others,
  training,
  first,
  stretchDays,
}: ExportCalendar): AsyncGenerator<readonly ExportDay[], void, undefined> {
  let stretch: ExportDay[] = [];
  let next = first;
  for (let at = 0; ; ) {
    const given = next.done ? undefined : next.value;
    const other = others[at];
    if (!given && other === undefined) break;
    const isTraining = given !== undefined && (other === undefined || given.day <= other);
    const day = isTraining ? given.day : other!;
    if (stretch[0] && daysBetween(stretch[0].day, day) >= stretchDays) {
      yield stretch;
      stretch = [];
    }
    stretch.push({ day, training: isTraining ? given.rows : undefined });
    if (other === day) at++;
    if (isTraining) next = await training.next();
  }
  if (stretch.length > 0) yield stretch;
}
