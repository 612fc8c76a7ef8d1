import { describe, expect, it } from '@jest/globals';
import { documentOf, runCli, startCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();

describe('wrong usage', () => {
  it.each([
    ['an unknown command', ['sumbit'], /unknown command 'sumbit'/],
    ['an unknown option', ['run', '--drum'], /unknown option '--drum'/],
    ['a missing option', ['predict', '--model', 'm'], /'--input <file>' not specified/],
    ['a missing argument', ['model', 'push'], /missing required argument 'file'/],
    ['an argument too many', ['data', 'list', 'more'], /too many arguments/],
    ['a number that is none', ['standin', 'numerai', '--port', 'x'], /must be a number/],
    ['no command', [], /not complete/],
    ['half a command', ['data'], /not complete/],
  ])('%s ends with 2 and one JSON document', async (_, args, message) => {
    const end = await runCli([...args, '--json'], { cwd: folder() });
    expect(end.code).toBe(2);
    expect(documentOf(end)).toEqual({
      error: {
        code: 'usage',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('--help'),
      },
    });
  });

  it('is told to people on stderr, with code, hint and where to read on, and without colour in a pipe', async () => {
    const { code, stdout, stderr } = await runCli(['run', '--drum'], { cwd: folder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      "error usage: unknown option '--drum'\n  → What it takes: npm run -s autopilot -- run --help\n  README.md#usage\n",
    );
  });
});

describe('--help', () => {
  it('names every command and the exit codes', async () => {
    const { code, stdout, stderr } = await runCli(['--help'], { cwd: folder() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of ['demo', 'run', 'doctor', 'predict', 'validate', 'data', 'model', 'standin', '130']) {
      expect(stdout).toContain(word);
    }
  });

  it.each([
    [['run'], /--fail-if-idle[\s\S]+--local[\s\S]+Examples:\n {2}\$ npm run -s autopilot -- run /],
    [['predict'], /takes all\s+columns but symbol, ucid, date and id/],
    [['standin', 'numerai'], /never-confirmed +creates the submission/],
    [['data', 'download'], /continue where an earlier download broke off/],
  ])('of %j teaches', async (args, text) => {
    const { code, stdout } = await runCli([...args, '--help'], { cwd: folder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
  });
});

describe('help at 80 columns', () => {
  it.each([[], ['model', 'push'], ['standin', 'numerai']])('of %s %s breaks no word', async (...words) => {
    const { stdout } = await runCli([...words.filter((word) => word !== undefined), '--help'], {
      cwd: folder(),
    });
    // Commands and code are to be copied whole.
    const long = stdout.split('\n').filter((line) => line.length > 80 && !/^\s*(\$|>>>)/.test(line));
    expect(long).toEqual([]);
  });

  it('offers no second way to it', async () => {
    const { code } = await runCli(['data', 'help'], { cwd: folder() });
    expect(code).toBe(2);
    expect((await runCli(['data', '--help'], { cwd: folder() })).stdout).not.toContain('help [command]');
  });

  it('is named where a part of a command is wrong', async () => {
    const hintOf = async (...args: string[]) => {
      const end = await runCli([...args, '--json'], { cwd: folder() });
      return (documentOf(end) as { error: { hint: string } }).error.hint;
    };
    expect(await hintOf('model', 'push')).toBe('What it takes: npm run -s autopilot -- model push --help');
    expect(await hintOf('--local', 'data')).toBe('What it takes: npm run -s autopilot -- data --help');
    expect(await hintOf('sumbit')).toBe('What it takes: npm run -s autopilot -- --help');
  });
});

describe('settings', () => {
  const settingsError = async (args: string[]) => {
    const end = await runCli(['run', '--local', '--json', ...args], { cwd: folder() });
    return { code: end.code, ...documentOf(end) };
  };

  it('are asked for where there are none', async () => {
    expect(await settingsError([])).toMatchObject({
      code: 2,
      error: { code: 'settings_invalid', message: expect.stringContaining('there is no cdk.json') },
    });
  });

  it('that cannot be opened are named with the reason', async () => {
    expect(await settingsError(['--settings', 'gone.json'])).toMatchObject({
      code: 2,
      error: {
        code: 'file_unreadable',
        message: 'gone.json cannot be read: there is no such file or folder (ENOENT)',
      },
    });
  });
});

describe('without --local', () => {
  it('a command says which variables it needs, before it asks anybody', async () => {
    const end = await runCli(['model', 'list', '--json'], { cwd: folder() });
    expect(end.code).toBe(2);
    expect(documentOf(end)).toMatchObject({
      error: {
        code: 'aws_not_configured',
        message: 'AUTOPILOT_BUCKET is not set, and there is no cdk-outputs.json',
        hint: expect.stringContaining('--local'),
      },
    });
  });
});

describe('a reader that goes away', () => {
  it('is no failure', async () => {
    const { child, end } = startCli(['--help'], { cwd: folder() });
    child.stdout?.destroy();
    expect(await end).toMatchObject({ code: 0, stderr: '' });
  });
});
