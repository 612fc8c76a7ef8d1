import { UsageError } from '../../errors.ts';
import { codeOf } from './diskError.ts';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/**
 * A failure of the file system with a file that somebody named, as UsageError `file_unreadable` or
 * `file_unwritable`; anything else is given back as it is.
 */
export function fileError(error: unknown, doing: 'read' | 'written', path: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const words = WORDS[code];
  const kind = doing === 'read' ? 'file_unreadable' : 'file_unwritable';
  return new UsageError(kind, `${path} cannot be ${doing}: ${words ? `${words} (${code})` : code}`, {
    cause: error,
  });
}
