import type { RunDocument, RunOutcome, SlotReport } from '../shared/domain/runDocument.ts';
import { errorText } from './errorText.ts';
import { shownPath } from './shownPath.ts';
import type { Paint, Style } from './terminal.ts';
import { textTable } from './textTable.ts';

const GOOD: readonly string[] = ['submitted', 'already-submitted', 'dry-run', 'foreign'];
const BAD: readonly string[] = ['failed', 'unconfirmed'];
const HEADER = ['slot', 'outcome', 'status', 'accepted', 'candidate'];

/** A run for people: the answer, a line per slot, what went wrong where, what happens next. */
export function runText(document: RunDocument, paint: Paint): string {
  const { slots, next } = document;
  const several = slots.length > 1 ? slots.map((slot) => `${slot.slot}: ${slot.reason}`).join('\n') : '';
  return [
    headline(document, paint),
    slots.length > 0
      ? textTable(
          HEADER,
          slots.map((slot) => cells(slot, paint)),
        )
      : '',
    slots.flatMap((slot) => fileLine(slot, slots.length)).join('\n'),
    several,
    ...slots.flatMap((slot) => slotError(slot, paint)),
    next === null ? '' : `Next: ${next}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline({ round, outcome, reason }: RunDocument, paint: Paint): string {
  const word = paint(colourOf(outcome), outcome.toUpperCase());
  return paint('bold', round === null ? `${word}  ${reason}` : `Round ${round}  ${word}  ${reason}`);
}

function cells(slot: SlotReport, paint: Paint): string[] {
  const { outcome, status, accepted, universe, candidate, degraded } = slot;
  const word = degraded ? `${outcome} (degraded)` : outcome;
  return [
    slot.slot,
    paint(degraded ? 'yellow' : colourOf(outcome), word),
    status ?? '-',
    accepted === null ? '-' : `${accepted}/${universe ?? '?'}`,
    candidate ?? '-',
  ];
}

/** Below the table: a path is too long for a column of it. */
function fileLine({ slot, submission, filename }: SlotReport, slots: number): string[] {
  const file = submission === null ? filename : shownPath(submission);
  return file === null ? [] : [slots === 1 ? `File: ${file}` : `File of ${slot}: ${file}`];
}

function slotError({ slot, error }: SlotReport, paint: Paint): string[] {
  return error ? [`${slot}: ${errorText(error, paint)}`] : [];
}

function colourOf(outcome: RunOutcome | SlotReport['outcome']): Style {
  if (GOOD.includes(outcome)) return 'green';
  return BAD.includes(outcome) ? 'red' : 'yellow';
}
