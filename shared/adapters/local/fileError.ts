import { UsageError } from '../../errors.ts';
import { codeOf } from './diskError.ts';

/**
 * A failure of the file system with a file that somebody named, as UsageError `file_unreadable` or
 * `file_unwritable`; anything else is given back as it is.
 */
export function fileError(error: unknown, doing: 'read' | 'written', path: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const kind = doing === 'read' ? 'file_unreadable' : 'file_unwritable';
  return new UsageError(kind, `${path} cannot be ${doing}: ${code}`, { cause: error });
}
