import { styleText } from 'node:util';
import yoctoSpinner from 'yocto-spinner';
import { consoleLog } from '../shared/adapters/local/consoleLog.ts';
import { systemClock } from '../shared/adapters/local/systemClock.ts';
import type { Log } from '../shared/ports.ts';
import { fitted } from './fitted.ts';
import { progressBar } from './progressBar.ts';
import { progressLines } from './progressLines.ts';
import { stepLog } from './stepLog.ts';

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';
/** Colours a text, or leaves it as it is where colours do not belong. */
export type Paint = (style: Style, text: string) => string;

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface TerminalOptions {
  /** One JSON document on stdout instead of text for people. */
  readonly json: boolean;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Something that takes a while and says how far it is. */
export interface Working {
  /** @param share of the whole that is done, in [0, 1], where that is known */
  say(text: string, share?: number): void;
  /** Something new begins, which is told wherever it is. */
  begin(text: string): void;
  stop(): void;
}

/** The only way to the screen: the result goes to stdout, once, everything else to stderr. */
export interface Terminal {
  readonly json: boolean;
  /** For the text of the result. */
  readonly paint: Paint;
  /** For notes. */
  readonly paintNote: Paint;
  readonly log: Log;
  /** True as soon as the result is out. */
  readonly answered: () => boolean;
  result(document: unknown, text: string): void;
  note(line: string): void;
  /** In place of a result: shown until the next one, under the last where nobody looks. */
  screen(text: string): void;
  /** A spinner where somebody looks, otherwise a line of the log now and then. */
  working(text: string): Working;
}

/** The cursor to the top, the rest of the screen empty. */
const CLEAR = '\u001b[H\u001b[2J';

export function createTerminal({ json, stdout, stderr, env }: TerminalOptions): Terminal {
  const paintNote = painter(stderr, env);
  const isWatched = !json && isLively(stderr, env);
  let noted = false;
  let answered = false;
  const note = (line: string) => {
    noted = true;
    stderr.write(`${fittingOn(stderr, line)}\n`);
  };
  const log = json
    ? consoleLog(stderr, systemClock)
    : stepLog({
        note,
        paint: paintNote,
        clock: systemClock,
        columns: (isWatched && stderr.columns) || undefined,
      });
  return {
    json,
    paint: painter(stdout, env),
    paintNote,
    log,
    answered: () => answered,
    result: (document, text) => {
      if (answered) throw new Error('a command has one result');
      answered = true;
      // Both on one screen: a line between the steps and the answer.
      if (noted && isLively(stdout, env) && isLively(stderr, env)) stderr.write('\n');
      stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${fittingOn(stdout, text)}\n`);
    },
    note,
    screen: (text) => void stdout.write(isLively(stdout, env) ? `${CLEAR}${text}\n` : `${text}\n\n`),
    working: (text) => (isWatched ? spinner(text) : progressLines((line) => log.info(line), Date.now)),
  };
}

function fittingOn({ isTTY, columns }: Stream, text: string): string {
  return isTTY && columns ? fitted(text, columns) : text;
}

/** Somebody is looking, and not through the log of a machine. */
function isLively({ isTTY = false }: Stream, env: TerminalOptions['env']): boolean {
  return isTTY && !env.CI && env.TERM !== 'dumb';
}

function painter(stream: Stream, env: TerminalOptions['env']): Paint {
  if (!isLively(stream, env) || env.NO_COLOR) return (_, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}

function spinner(text: string): Working {
  const spinning = yoctoSpinner({ text, handleSignals: false }).start();
  return {
    say: (next, share) => {
      spinning.text = share === undefined ? next : `${progressBar(share)}  ${next}`;
    },
    begin: (next) => {
      spinning.text = next;
    },
    stop: () => void spinning.stop(),
  };
}
