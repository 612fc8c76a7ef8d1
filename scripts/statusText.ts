import type { RoundLine, RoundResult } from '../shared/report/roundLine.ts';
import type { StatusDocument } from './statusDocument.ts';
import type { Paint, Style } from './terminal.ts';
import { textTable } from './textTable.ts';
import { duration, localTime } from './timeText.ts';

const HEADER = ['round', 'slot', 'result', 'at (UTC)', 'spare', 'accepted', 'coverage', 'candidate'];
const STYLES: Readonly<Record<RoundResult, Style>> = {
  'on-time': 'green',
  degraded: 'yellow',
  late: 'red',
  unconfirmed: 'red',
  none: 'red',
};

/** The answer, a line per round and slot, what is wrong, what comes next. */
export function statusText(status: StatusDocument, paint: Paint): string {
  const { rounds, unknown } = status;
  const table = textTable(
    HEADER,
    rounds.map((line) => cells(line, paint)),
  );
  const remarks = rounds.flatMap(({ round, slot, remark }) =>
    remark ? [`${round} ${slot}: ${remark}`] : [],
  );
  return [
    paint('bold', headline(status)),
    rounds.length > 0 ? table : '',
    remarks.join('\n'),
    alarmText(status, paint),
    unconfirmedText(status, paint),
    unknown.map((sentence) => `${paint('yellow', 'not known')}  ${sentence}`).join('\n'),
    nextText(status),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline({ rounds, open, now }: StatusDocument): string {
  const [newest] = rounds;
  const here = newest && rounds.filter(({ round }) => round === newest.round);
  if (!here) return 'no submission of ours is recorded yet';
  const safe = here.filter(({ result }) => result === 'on-time' || result === 'degraded').length;
  const answer = `Round ${newest.round}: ${safe} of ${here.length} ${here.length === 1 ? 'slot' : 'slots'} submitted on time`;
  if (open?.phase !== 'on-time') return answer;
  return `${answer}; round ${open.number} closes in ${duration(Date.parse(open.closesAt) - Date.parse(now))}`;
}

function cells(line: RoundLine, paint: Paint): string[] {
  const { accepted, universe, minutesToSpare, coverage } = line;
  return [
    String(line.round),
    line.slot,
    paint(STYLES[line.result], line.result),
    line.at === null ? '-' : line.at.slice(5, 16).replace('T', ' '),
    minutesToSpare === null ? '-' : `${minutesToSpare} min`,
    accepted === null ? '-' : `${accepted}/${universe ?? '?'}`,
    coverage === null ? '-' : `${(coverage * 100).toFixed(1)} %`,
    line.modelVersion ? `${line.candidate} (${line.modelVersion})` : (line.candidate ?? '-'),
  ];
}

function alarmText({ deployment, alarms }: StatusDocument, paint: Paint): string {
  if (!deployment) return '';
  const raised = alarms.filter(({ state }) => state === 'ALARM');
  const state = `Stack ${deployment.stack}: ${deployment.state}`;
  if (raised.length === 0) return `${state}, none of ${alarms.length} alarms raised`;
  const lines = raised.map(
    ({ name, since }) => `${paint('red', 'ALARM')}  ${name}${since ? ` since ${since}` : ''}`,
  );
  return [state, ...lines].join('\n');
}

function unconfirmedText({ unconfirmed }: StatusDocument, paint: Paint): string {
  if (unconfirmed.length === 0) return '';
  const mail = 'press Confirm in the mail from AWS';
  return `${paint('yellow', 'warn')}  no alarm reaches ${unconfirmed.join(', ')}: ${mail}`;
}

function nextText({ nextOpens, now, deployment }: StatusDocument): string {
  const opens = new Date(nextOpens);
  const when = `${nextOpens.slice(0, 16).replace('T', ' ')} UTC (${localTime(opens)})`;
  const wait = duration(opens.getTime() - Date.parse(now));
  const look = deployment ? 'npm run -s autopilot -- logs' : 'npm run -s autopilot -- run --local --dry-run';
  return `Next round expected ${when}, in ${wait}. More: ${look}`;
}
