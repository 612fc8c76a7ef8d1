import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { consoleLog } from '../../shared/adapters/local/consoleLog.ts';
import { logNotifier } from '../../shared/adapters/local/logNotifier.ts';
import { InputError } from '../../shared/errors.ts';
import { recordingLog } from '../support/recordingLog.ts';

const clock = { now: () => new Date('2026-11-24T12:00:03.456Z') };

function logged(): { lines: string[]; log: ReturnType<typeof consoleLog> } {
  const lines: string[] = [];
  return { lines, log: consoleLog({ write: (line) => lines.push(line) }, clock) };
}

describe('consoleLog', () => {
  it('writes a line with UTC time, level, message and fields', () => {
    const { lines, log } = logged();
    log.info('submitted', { round: 812, slot: 'base', share: 0.5, late: false, gone: undefined, none: null });
    log.warn('plain');
    expect(lines).toEqual([
      '2026-11-24T12:00:03Z info submitted round=812 slot=base share=0.5 late=false none=null\n',
      '2026-11-24T12:00:03Z warn plain\n',
    ]);
  });

  it('quotes text that could be mistaken, and writes times and lists readably', () => {
    const { lines, log } = logged();
    const at = new Date('2026-11-24T13:00:00Z');
    log.info('x', {
      why: 'no round open',
      empty: '',
      pair: 'a=b',
      at,
      list: ['a', 1],
      broken: new Date(Number.NaN),
    });
    expect(lines[0]).toBe(
      '2026-11-24T12:00:03Z info x why="no round open" empty="" pair="a=b" at=2026-11-24T13:00:00.000Z ' +
        "list=[ 'a', 1 ] broken=Invalid Date\n",
    );
  });

  it('writes an error as code and message, without the cause, which may hold anything', () => {
    const { lines, log } = logged();
    const error = new InputError('store_key_invalid', 'the key "x"', { cause: new Error('SECRET') });
    log.warn('failed', { error, bug: new TypeError('oops') });
    expect(lines).toEqual([
      '2026-11-24T12:00:03Z warn failed error="store_key_invalid: the key \\"x\\"" bug="internal_error: oops"\n',
    ]);
  });

  it('stays on one line and never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.anything({ withBigInt: true, withDate: true }),
        (message, value) => {
          const { lines, log } = logged();
          const loop: unknown[] = [value];
          loop.push(loop);
          log.warn(message, { value, loop, text: message });
          expect(lines.join('')).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]*\n$/u);
        },
      ),
    );
  });
});

describe('logNotifier', () => {
  it('tells the reader of the log', async () => {
    const log = recordingLog();
    await logNotifier(log).notify({
      event: 'missed',
      loud: true,
      subject: 'Round 812 missed',
      text: 'slot base',
    });
    expect(log.entries).toEqual([
      { level: 'warn', message: 'Round 812 missed', fields: { notice: 'slot base' } },
    ]);
  });
});
