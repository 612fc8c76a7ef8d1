import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../shared/pipeline/runRecord.ts';
import { judgeStanding, repeatAfter } from '../../shared/pipeline/standing.ts';
import type { RoundSubmission, UploadedSubmission } from '../../shared/ports.ts';

const round = {
  number: 812,
  openTime: new Date('2026-11-24T12:00:00Z'),
  closeStakingTime: new Date('2026-11-24T13:00:00Z'),
  closeTime: new Date('2026-11-25T12:00:00Z'),
  numTickers: 300,
};
const inWindow = new Date('2026-11-24T12:20:00Z');
const afterDeadline = new Date('2026-11-24T14:00:00Z');
const OURS = 'r812-mymodel-base-1a2b3c4d-Ab3dE6gH9jK2.parquet';
const YESTERDAYS = 'r811-mymodel-base-99999999-Zb3dE6gH9jK2.parquet';

const listed = (filename: string, more: Partial<UploadedSubmission> = {}): UploadedSubmission => ({
  id: `id of ${filename}`,
  filename,
  insertedAt: new Date('2026-11-24T12:05:00Z'),
  selected: true,
  roundNumber: 812,
  submittedCount: 300,
  acceptedCount: 300,
  notes: undefined,
  ...more,
});
const entry = (status: string, filename: string, roundNumber = 812): RoundSubmission => ({
  roundNumber,
  status,
  filename,
  submissionId: `id of ${filename}`,
});
const attempt = (filename: string, more: Partial<Attempt> = {}): Attempt => ({
  runId: 'run',
  candidate: 'base',
  modelVersion: 'v1',
  format: 'parquet',
  sha256: '00',
  filename,
  uploadedAt: '2026-11-24T12:05:00Z',
  late: false,
  universe: 300,
  coverage: 1,
  uncovered: [],
  degraded: false,
  warnings: [],
  passedOver: [],
  ...more,
});
const judge = (evidence: Partial<Parameters<typeof judgeStanding>[0]>) =>
  judgeStanding({
    round,
    now: inWindow,
    slot: 'mymodel',
    rounds: [],
    uploads: [],
    attempts: [],
    ...evidence,
  });

describe('where a slot stands before the deadline', () => {
  it('is empty when Numerai has nothing', () => {
    expect(judge({})).toEqual({ kind: 'empty' });
  });

  it('is confirmed by the name alone when the store was lost', () => {
    const standing = judge({ rounds: [entry('on-time', OURS)], uploads: [listed(OURS)] });
    expect(standing).toMatchObject({ kind: 'confirmed', upload: { filename: OURS, candidate: 'base' } });
  });

  it('is confirmed by the record when the name says nothing', () => {
    const renamed = 'renamed.parquet';
    const standing = judge({
      rounds: [entry('on-time', renamed)],
      uploads: [listed(renamed)],
      attempts: [attempt(renamed)],
    });
    expect(standing).toMatchObject({ kind: 'confirmed', upload: { candidate: 'base' } });
  });

  it('is unsettled, not foreign, while the round shows our file and the list of uploads does not', () => {
    const standing = judge({ rounds: [entry('on-time', OURS)] });
    expect(standing).toMatchObject({
      kind: 'unsettled',
      status: 'on-time',
      unsettled: [{ filename: OURS, candidate: 'base', submissionId: `id of ${OURS}` }],
    });
  });

  it('leaves an on-time submission alone that neither name nor record knows', () => {
    const theirs = 'predictions-Ab3dE6gH9jK2.csv';
    expect(judge({ rounds: [entry('on-time', theirs)], uploads: [listed(theirs)] })).toEqual({
      kind: 'foreign',
      filename: theirs,
    });
  });

  it.each([
    [
      'listed under an earlier round',
      'predictions-Ab3dE6gH9jK2.csv',
      [entry('late', 'predictions-Ab3dE6gH9jK2.csv', 811)],
    ],
    ['named for an earlier round', YESTERDAYS, []],
  ])('takes a queued leftover %s for nothing', (_, filename, earlier) => {
    const rounds = [entry('on-time', filename), ...earlier];
    expect(judge({ rounds, uploads: [listed(filename)] })).toEqual({ kind: 'empty' });
  });

  it.each([
    ['not selected', { selected: false }],
    ['short', { acceptedCount: 299 }],
    ['not counted yet', { acceptedCount: undefined }],
  ])('is unsettled while our upload is %s', (_, more) => {
    const standing = judge({ rounds: [entry('on-time', OURS)], uploads: [listed(OURS, more)] });
    expect(standing).toMatchObject({ kind: 'unsettled', unsettled: [{ filename: OURS }] });
  });

  it('is unsettled when Numerai gave an id but does not list the upload yet', () => {
    const standing = judge({ attempts: [attempt(OURS, { submissionId: 'x' })] });
    expect(standing).toMatchObject({ kind: 'unsettled', unsettled: [{ filename: OURS, submissionId: 'x' }] });
  });

  it('is empty when a run died between the upload and createSubmission', () => {
    expect(judge({ attempts: [attempt(OURS)] })).toEqual({ kind: 'empty' });
  });

  it('counts an upload that is both listed and recorded once', () => {
    const standing = judge({ uploads: [listed(OURS)], attempts: [attempt(OURS, { submissionId: 'x' })] });
    expect(standing).toMatchObject({ kind: 'unsettled', unsettled: [{ filename: OURS }] });
    expect(standing.kind === 'unsettled' && standing.unsettled).toHaveLength(1);
  });

  it('keeps what is confirmed apart from a later upload that is not', () => {
    const better = 'r812-mymodel-best-1a2b3c4d-Cb3dE6gH9jK2.parquet';
    const later = { insertedAt: new Date('2026-11-24T12:10:00Z'), selected: false };
    const standing = judge({
      rounds: [entry('on-time', OURS)],
      uploads: [listed(better, later), listed(OURS)],
    });
    expect(standing).toMatchObject({ kind: 'confirmed', unsettled: [{ candidate: 'best' }] });
  });
});

describe('where a slot stands after the deadline', () => {
  const now = afterDeadline;

  it('is empty when nothing counted, so that one late upload may follow', () => {
    expect(judge({ now })).toEqual({ kind: 'empty' });
    expect(judge({ now, uploads: [listed(OURS, { selected: false })] })).toEqual({ kind: 'empty' });
  });

  it('is unsettled, and no late upload follows, while Numerai lists ours under a word nobody knows', () => {
    const standing = judge({ now, rounds: [entry('in-review', OURS)], uploads: [listed(OURS)] });
    expect(standing).toMatchObject({
      kind: 'unsettled',
      unsettled: [{ filename: OURS }],
      status: 'in-review',
    });
  });

  it('is unsettled while an accepted upload that was in time is not shown as on-time yet', () => {
    expect(judge({ now, uploads: [listed(OURS)] })).toMatchObject({
      kind: 'unsettled',
      unsettled: [{ filename: OURS }],
    });
  });

  it('is late once a late upload is in, even when the store was lost', () => {
    const upload = listed(OURS, { insertedAt: new Date('2026-11-24T13:30:00Z') });
    expect(judge({ now, uploads: [upload] })).toMatchObject({ kind: 'late', upload: { filename: OURS } });
    expect(judge({ now, rounds: [entry('late', 'predictions.csv')] })).toMatchObject({
      kind: 'late',
      status: 'late',
    });
  });

  it('does not replace an on-time submission, not even a leftover', () => {
    expect(judge({ now, rounds: [entry('on-time', YESTERDAYS)] })).toMatchObject({
      kind: 'late',
      status: 'on-time',
    });
  });
});

describe('repeating an unconfirmed upload', () => {
  it.each([
    [1, true],
    [2, true],
    [3, false],
  ])('after %i uploads is allowed: %s', (count, allowed) => {
    expect(repeatAfter(count, inWindow)).toEqual({ allowed, at: new Date('2026-11-24T12:30:00Z') });
  });
});
