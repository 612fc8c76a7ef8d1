import { describe, expect, it } from '@jest/globals';
import { failed } from '../../scripts/invocation.ts';
import { createTerminal, type TerminalOptions } from '../../scripts/terminal.ts';

function screen(options: Partial<Pick<TerminalOptions, 'json' | 'env'>> & { isTTY?: boolean } = {}) {
  const { json = false, env = {}, isTTY = true } = options;
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    isTTY,
    write: (text: string) => {
      said[name] += text;
    },
  });
  return { said, terminal: createTerminal({ json, env, stdout: stream('out'), stderr: stream('err') }) };
}

describe('colours', () => {
  it('are shown to somebody who looks', () => {
    expect(screen().terminal.paint('green', 'ok')).toBe('\u001b[32mok\u001b[39m');
    expect(screen({ env: { NO_COLOR: '' } }).terminal.paint('green', 'ok')).not.toBe('ok');
  });

  it.each([
    ['in a pipe', { isTTY: false }],
    ['with NO_COLOR', { env: { NO_COLOR: '1' } }],
    ['in CI', { env: { CI: 'true' } }],
    ['on a dumb terminal', { env: { TERM: 'dumb' } }],
  ])('are left out %s', (_, options) => {
    const { paint, paintNote } = screen(options).terminal;
    expect([paint('green', 'ok'), paintNote('red', 'no')]).toEqual(['ok', 'no']);
  });
});

describe('a result', () => {
  it('is text for people or one document, on stdout alone', () => {
    const people = screen();
    people.terminal.result({ a: 1 }, 'one');
    expect(people.said).toEqual({ out: 'one\n', err: '' });
    const program = screen({ json: true });
    program.terminal.result({ a: 1 }, 'one');
    expect(program.said).toEqual({ out: '{\n  "a": 1\n}\n', err: '' });
  });

  it('is given once', () => {
    const { terminal } = screen();
    terminal.result({}, '');
    expect(() => terminal.result({}, '')).toThrow('one result');
  });

  it('is not disturbed by steps, notes and work in progress', () => {
    const { terminal, said } = screen({ json: true });
    terminal.log.info('step', { round: 1 });
    terminal.note('note');
    terminal.working('wait').stop();
    expect(said.out).toBe('');
    expect(said.err).toMatch(/^\S+Z info step round=1\nnote\n$/);
  });
});

describe('a step', () => {
  const stepAt = (columns: number, isTTY = true) => {
    const said: string[] = [];
    const stream = { isTTY, columns, write: (text: string) => void said.push(text) };
    const terminal = createTerminal({ json: false, env: { NO_COLOR: '1' }, stdout: stream, stderr: stream });
    terminal.log.info('example_model: submitted, 300 of 300 tokens accepted, 59 min before the deadline');
    return said.join('').replace(/\d\.\d\d s/, '0.00 s');
  };

  it('goes on below itself where the terminal ends, between words', () => {
    expect(stepAt(60)).toBe(
      [
        '   0.00 s  example_model: submitted, 300 of 300 tokens',
        '           accepted, 59 min before the deadline\n',
      ].join('\n'),
    );
  });

  it('is followed by a result that fits as well', () => {
    const said: string[] = [];
    const stream = { isTTY: true, columns: 20, write: (text: string) => void said.push(text) };
    const terminal = createTerminal({ json: false, env: {}, stdout: stream, stderr: stream });
    terminal.result({}, 'Round 1325  SUBMITTED  all of it');
    expect(said.join('')).toBe('Round 1325\nSUBMITTED  all of it\n');
  });

  it('or by an error that does', () => {
    const said: string[] = [];
    const stream = { isTTY: true, columns: 24, write: (text: string) => void said.push(text) };
    const terminal = createTerminal({ json: false, env: {}, stdout: stream, stderr: stream });
    terminal.note('error usage: option --port is invalid\n  → Run npm run x');
    expect(said.join('')).toBe('error usage: option\n--port is invalid\n  → Run npm run x\n');
  });

  it('is one line where nobody looks', () => {
    expect(stepAt(60, false).split('\n')).toHaveLength(2);
    // Some terminals do not know how wide they are.
    expect(stepAt(0).split('\n')).toHaveLength(2);
  });
});

describe('a bug', () => {
  it('is reported as such, with its message, and ends with 1', () => {
    const { terminal, said } = screen({ json: true });
    expect(failed(new TypeError('x is not a function'), terminal)).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({
      error: { code: 'internal_error', message: 'x is not a function' },
    });
  });

  it('after the result is told on stderr, so that the document stays one', () => {
    const { terminal, said } = screen({ json: true, isTTY: false });
    terminal.result({ a: 1 }, '');
    expect(failed(new TypeError('x is not a function'), terminal)).toBe(1);
    expect(JSON.parse(said.out)).toEqual({ a: 1 });
    expect(said.err).toContain('internal_error: x is not a function');
  });
});
