import { describe, expect, it } from '@jest/globals';
import { logEntry } from '../../scripts/logEntry.ts';
import { runsInLog } from '../../scripts/runsInLog.ts';

const at = new Date('2026-11-25T12:00:00Z');
const entryOf = (line: unknown) => logEntry('submit', { at, text: JSON.stringify(line) });

describe('a log line', () => {
  it('of a function is taken apart', () => {
    const line = {
      level: 'WARN',
      message: 'Run ended',
      function_request_id: 'id',
      details: { a: 1 },
      service: 's',
    };
    expect(entryOf(line)).toEqual({
      at: '2026-11-25T12:00:00.000Z',
      function: 'submit',
      run: 'id',
      level: 'WARN',
      message: 'Run ended',
      details: { a: 1 },
    });
  });

  it('of Lambda itself belongs to its run as well', () => {
    const record = { requestId: 'id', metrics: { durationMs: 12 } };
    expect(entryOf({ time: 't', type: 'platform.report', record })).toMatchObject({
      run: 'id',
      level: 'PLATFORM',
      message: 'platform.report',
      details: { durationMs: 12 },
    });
  });

  it('of metrics is none for people', () => {
    expect(entryOf({ _aws: { CloudWatchMetrics: [] }, VerifyRan: 1 })).toBeUndefined();
  });

  it('that is no JSON object is shown as it is', () => {
    for (const text of ['Segmentation fault', '"text"', '[1]', '{']) {
      expect(logEntry('submit', { at, text })).toMatchObject({ message: text, run: null });
    }
  });
});

describe('runs', () => {
  it('are told by their document, or by the error they ended in', () => {
    const line = (run: string, level: string, details: unknown) =>
      entryOf({ level, message: 'm', function_request_id: run, details })!;
    const document = { outcome: 'failed', reason: 'no model' };
    const runs = runsInLog([
      line('1', 'INFO', { document: { outcome: 'submitted', reason: 'all well' } }),
      line('2', 'WARN', { document }),
      line('2', 'ERROR', { code: 'run_failed', message: 'no model' }),
      line('3', 'INFO', null),
    ]);
    expect(runs.map(({ run, outcome, reason }) => [run, outcome, reason])).toEqual([
      ['1', 'submitted', 'all well'],
      ['2', 'failed', 'no model'],
      ['3', null, null],
    ]);
  });
});
