import type { RunDocument } from '../shared/domain/runDocument.ts';
import { numberColumn, type Table, textColumn } from '../shared/domain/table.ts';
import type { CollectDocument } from '../shared/pipeline/market/collectDocument.ts';
import { runText } from './runText.ts';
import { shownPath } from './shownPath.ts';
import type { Paint } from './terminal.ts';
import { textTable } from './textTable.ts';

/** So many predictions are shown from each end. */
const SHOWN = 5;

const GO_LIVE = `To go live:
  1. make an API key at numer.ai/account, with the scopes upload_submission,
     read_submission_info and read_user_info, and write it into the file .env:
     NUMERAI_PUBLIC_ID=… and NUMERAI_SECRET_KEY=…
  2. name your model slot and your model in cdk.json under context.autopilot
  3. npm run -s autopilot -- model push model.txt --name NAME --local
  4. npm run -s autopilot -- doctor --local
  5. npm run -s autopilot -- run --local --dry-run, then without --dry-run
  6. npm run deploy hands it to AWS`;

interface DemoFacts {
  readonly paint: Paint;
  readonly folder: string;
  /** The uploaded file; null when none was. */
  readonly submission: Table | null;
  /** What became of the market data; undefined where there were none. */
  readonly collect: CollectDocument | undefined;
}

/** The demo for people: the verdict, both ends of the predictions, where the files are, what to do next. */
export function demoText(document: RunDocument, { paint, folder, submission, collect }: DemoFacts): string {
  const parts = [
    runText({ ...document, next: null }, paint),
    collect ? marketText(collect, document, paint) : '',
    submission ? predictions(submission) : '',
    `Files: ${shownPath(folder)}`,
    GO_LIVE,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What the market data did for the round, or did not. */
function marketText({ reason }: CollectDocument, { slots }: RunDocument, paint: Paint): string {
  const [slot] = slots;
  const story = slot?.degraded
    ? `The better candidate was passed over, and ${slot.candidate} saved the round.`
    : `The best candidate, ${slot?.candidate}, was fed with market features.`;
  return [paint(slot?.degraded ? 'yellow' : 'green', story), `  market data: ${reason}`].join('\n');
}

function predictions(submission: Table): string {
  const symbols = textColumn(submission, 'symbol');
  const signal = numberColumn(submission, 'signal');
  const order = [...symbols.keys()].sort((a, b) => signal[b]! - signal[a]!);
  const line = (row: number, place: number) => [String(place), String(symbols[row]), signal[row]!.toFixed(4)];
  const last = order.length - SHOWN;
  const rows = [
    ...order.slice(0, SHOWN).map((row, i) => line(row, i + 1)),
    ['…'],
    ...order.slice(-SHOWN).map((row, i) => line(row, last + i + 1)),
  ];
  return textTable(['place', 'symbol', 'signal'], rows);
}
