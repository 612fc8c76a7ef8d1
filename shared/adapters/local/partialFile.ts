import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { unlessCode } from './diskError.ts';
import { fileError } from './fileError.ts';

/** The beginning of a file, kept from an earlier attempt. */
export interface Beginning {
  readonly bytes: number;
  /** The server's mark of the content it is the beginning of: a strong ETag, or a date. */
  readonly validator: string;
}

/** A file that is not whole yet: `F.part`, with `F.part.json` beside it that says what the bytes are of. */
export interface PartialFile {
  readonly path: string;
  /** Undefined when there is nothing that could be continued. */
  beginning(): Promise<Beginning | undefined>;
  /**
   * Writes the chunks from an offset on. Without a validator what arrives cannot be continued later.
   *
   * @returns the length the file has then
   */
  write(
    chunks: AsyncIterable<Uint8Array>,
    from: { bytes: number; validator: string | undefined },
  ): Promise<number>;
  discard(): Promise<void>;
  /** Makes it the file itself, in one step, over whatever was there. */
  finish(): Promise<void>;
}

const Note = z.object({ name: z.string(), validator: z.string() });

/**
 * @param target the file it is to become
 * @param name what is being fetched; the beginning of something else is never continued
 */
export function partialFile(target: string, name: string): PartialFile {
  const path = `${target}.part`;
  const note = `${path}.json`;
  const guarded = <T>(work: Promise<T>) =>
    work.catch((error) => {
      throw fileError(error, 'written', path);
    });
  const discard = async () => {
    await rm(note, { force: true });
    await rm(path, { force: true });
  };
  return {
    path,
    beginning: () => guarded(readBeginning({ path, note, name })),
    write: async (chunks, { bytes, validator }) => {
      await guarded(
        validator ? writeFile(note, JSON.stringify({ name, validator })) : rm(note, { force: true }),
      );
      return append(path, chunks, bytes);
    },
    discard: () => guarded(discard()),
    finish: () => guarded(rename(path, target).then(() => rm(note, { force: true }))),
  };
}

async function readBeginning(of: {
  readonly path: string;
  readonly note: string;
  readonly name: string;
}): Promise<Beginning | undefined> {
  const size = (await stat(of.path).catch(unlessCode('ENOENT')))?.size ?? 0;
  const text = await readFile(of.note, 'utf8').catch(unlessCode('ENOENT'));
  const note = text === undefined ? undefined : parsed(text);
  if (size === 0 || note?.name !== of.name) return undefined;
  return { bytes: size, validator: note.validator };
}

function parsed(text: string): z.infer<typeof Note> | undefined {
  try {
    return Note.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function append(path: string, chunks: AsyncIterable<Uint8Array>, from: number): Promise<number> {
  const onDisk = (error: unknown): never => {
    throw fileError(error, 'written', path);
  };
  const file = await open(path, from === 0 ? 'w' : 'a').catch(onDisk);
  try {
    let at = from;
    for await (const chunk of chunks) {
      await file.writeFile(chunk).catch(onDisk);
      at += chunk.length;
    }
    await file.sync().catch(onDisk);
    return at;
  } finally {
    await file.close();
  }
}
