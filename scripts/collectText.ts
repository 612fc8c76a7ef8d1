import type { CollectDocument } from '../shared/pipeline/market/collectDocument.ts';
import { providersText } from './providersText.ts';
import type { Paint, Style } from './terminal.ts';
import { textTable } from './textTable.ts';

const COLOURS: Readonly<Record<CollectDocument['outcome'], Style>> = {
  'nothing-configured': 'yellow',
  complete: 'green',
  collected: 'green',
  partial: 'yellow',
  failed: 'red',
};

/** A run of `collect` for people: the answer, a line a day, what each provider did, what happens next. */
export function collectText(document: CollectDocument, paint: Paint): string {
  const { outcome, reason, days, providers, next } = document;
  const dayRows = days.map((one) => [
    one.day,
    one.outcome,
    `${one.collected}/${one.expected}`,
    ...[one.added, one.gaps, one.flags, one.corrections].map(String),
    one.final ? 'final' : 'open',
  ]);
  return [
    paint('bold', `${paint(COLOURS[outcome], outcome.toUpperCase())}  ${reason}`),
    dayRows.length > 0 ? textTable(DAYS, dayRows) : '',
    providersText(providers, paint),
    `Next: ${next}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const DAYS = ['day', 'outcome', 'tokens', 'new rows', 'gaps', 'flags', 'corrections', 'state'];
