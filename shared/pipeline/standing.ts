import { type Round, roundPhase } from '../domain/round.ts';
import { parseSubmissionName } from '../domain/submissionName.ts';
import type { RoundSubmission, UploadedSubmission } from '../ports.ts';
import type { Attempt } from './runRecord.ts';

/** An unconfirmed upload is repeated at most twice a round … */
const MAX_REPEATS = 2;
/** … and not sooner than this after the last one. */
const REPEAT_AFTER_MS = 10 * 60_000;

/** What is known of one slot: Numerai's two answers and our own record. */
export interface Evidence {
  readonly round: Round;
  readonly now: Date;
  readonly slot: string;
  /** `model.latestSubmissions` */
  readonly rounds: readonly RoundSubmission[];
  /** `submissions` */
  readonly uploads: readonly UploadedSubmission[];
  /** From the record; empty when the store was lost. */
  readonly attempts: readonly Attempt[];
}

/** One upload of ours for this round, as far as it got. */
export interface OwnUpload {
  readonly filename: string;
  readonly candidate: string;
  readonly submissionId: string;
  /** Rows sent, or undefined when neither Numerai nor the record says. */
  readonly sent: number | undefined;
  readonly accepted: number | undefined;
  readonly selected: boolean;
  readonly at: Date;
  readonly parquet: boolean;
  readonly attempt: Attempt | undefined;
}

/** Where a slot stands in the round, judged by what Numerai has and by name or record, never by a local flag alone. */
export type Standing =
  | { readonly kind: 'empty' }
  /** An on-time submission that is not ours. */
  | { readonly kind: 'foreign'; readonly filename: string }
  | { readonly kind: 'confirmed'; readonly upload: OwnUpload; readonly unsettled: readonly OwnUpload[] }
  /** Ours, created, and not (yet) confirmed; newest last. */
  | { readonly kind: 'unsettled'; readonly unsettled: readonly OwnUpload[]; readonly status: string }
  /** After the deadline: a late upload is in, or only a queued leftover counted. */
  | { readonly kind: 'late'; readonly status: string; readonly upload: OwnUpload | undefined };

/** Judges one slot. Pure; see the design page, "What counts as ours". */
export function judgeStanding(evidence: Evidence): Standing {
  const entry = evidence.rounds.find((one) => one.roundNumber === evidence.round.number);
  const own = ownUploads(evidence, entry);
  const late = roundPhase(evidence.round, evidence.now) === 'late';
  if (entry?.status === 'on-time' && entry.filename !== undefined) {
    const current = own.find((upload) => upload.filename === entry.filename);
    if (current) return judgeOwn(current, own, entry.status);
    if (!isLeftover(entry.filename, evidence)) return { kind: 'foreign', filename: entry.filename };
    if (late) return { kind: 'late', status: entry.status, upload: undefined };
  }
  if (late) return judgeLate(own, evidence.round, entry);
  return own.length > 0
    ? { kind: 'unsettled', unsettled: own, status: entry?.status ?? 'none' }
    : { kind: 'empty' };
}

function judgeOwn(current: OwnUpload, own: readonly OwnUpload[], status: string): Standing {
  const others = own.filter((upload) => upload !== current && !upload.attempt?.confirmed);
  if (!isAccepted(current))
    return {
      kind: 'unsettled',
      unsettled: own.filter((one) => one === current || others.includes(one)),
      status,
    };
  return {
    kind: 'confirmed',
    upload: current,
    unsettled: others.filter((upload) => upload.at >= current.at),
  };
}

function judgeLate(own: readonly OwnUpload[], round: Round, entry: RoundSubmission | undefined): Standing {
  const status = entry?.status ?? 'none';
  const upload = own.findLast((one) => one.at >= round.closeStakingTime);
  if (upload || status === 'late') return { kind: 'late', status, upload };
  // A file that was in time and is accepted, or goes under a word nobody knows: a late one would take the place of
  // what may well count.
  const current = own.filter((one) => one.filename === entry?.filename || isAccepted(one));
  return current.length > 0 ? { kind: 'unsettled', unsettled: current, status } : { kind: 'empty' };
}

/** Selected, and every row sent was accepted. */
function isAccepted(upload: OwnUpload): boolean {
  return upload.selected && upload.accepted !== undefined && upload.accepted === upload.sent;
}

/** A queued upload that turned on-time: its file is also listed under an earlier round, or its name says so. */
function isLeftover(filename: string, { round, rounds, slot }: Evidence): boolean {
  if (rounds.some((one) => one.filename === filename && one.roundNumber < round.number)) return true;
  const named = parseSubmissionName(filename, slot);
  return named !== undefined && named.round !== round.number;
}

/** Ours for this round by name or by record, that were really created; oldest first. */
function ownUploads(evidence: Evidence, entry: RoundSubmission | undefined): OwnUpload[] {
  const listed = evidence.uploads
    .map((upload) => fromListing(upload, evidence))
    .filter((one) => one !== undefined);
  const names = new Set(listed.map((upload) => upload.filename));
  const recorded = evidence.attempts
    .map(fromRecord)
    .filter((one) => one !== undefined)
    .filter((one) => !names.has(one.filename));
  const known = [...listed, ...recorded];
  const entered = entry && fromEntry(entry, evidence);
  const unknown = entered && !known.some((one) => one.filename === entered.filename);
  return (unknown ? [...known, entered] : known).sort((a, b) => a.at.getTime() - b.at.getTime());
}

function fromListing(upload: UploadedSubmission, evidence: Evidence): OwnUpload | undefined {
  const attempt = evidence.attempts.find((one) => one.filename === upload.filename);
  const named = parseSubmissionName(upload.filename, evidence.slot);
  const ours = attempt ?? (named?.round === evidence.round.number ? named : undefined);
  if (!ours) return undefined;
  return {
    filename: upload.filename,
    candidate: ours.candidate,
    submissionId: upload.id,
    sent: attempt?.universe ?? upload.submittedCount ?? evidence.round.numTickers,
    accepted: upload.acceptedCount,
    selected: upload.selected,
    at: upload.insertedAt ?? (attempt ? new Date(attempt.uploadedAt) : evidence.round.openTime),
    parquet: upload.filename.endsWith('.parquet'),
    attempt,
  };
}

/** The round shows it before the list of uploads does: ours, with everything else still open. */
function fromEntry({ filename, submissionId }: RoundSubmission, evidence: Evidence): OwnUpload | undefined {
  if (filename === undefined || submissionId === undefined) return undefined;
  const upload = { id: submissionId, filename, selected: false };
  const open = { roundNumber: undefined, submittedCount: undefined, acceptedCount: undefined };
  return fromListing({ ...upload, ...open, insertedAt: undefined, notes: undefined }, evidence);
}

/** Numerai does not list it (yet), but it gave us an id. */
function fromRecord(attempt: Attempt): OwnUpload | undefined {
  if (attempt.submissionId === undefined) return undefined;
  return {
    filename: attempt.filename,
    candidate: attempt.candidate,
    submissionId: attempt.submissionId,
    sent: attempt.universe,
    accepted: undefined,
    selected: false,
    at: new Date(attempt.uploadedAt),
    parquet: attempt.format === 'parquet',
    attempt,
  };
}

export interface Repeat {
  /** False when only alarms remain. */
  readonly allowed: boolean;
  /** When the next repeat may happen; in the past when it may happen now. */
  readonly at: Date;
}

/** Whether `count` unsettled uploads, the last made at `last`, may be followed by another: at most two repeats, ten minutes apart. */
export function repeatAfter(count: number, last: Date): Repeat {
  return { allowed: count <= MAX_REPEATS, at: new Date(last.getTime() + REPEAT_AFTER_MS) };
}
