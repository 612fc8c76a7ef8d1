import { AccessError, type AppError, InputError, TransientError } from '../../errors.ts';

const DENIED = ['EACCES', 'EPERM', 'EROFS'];
const MISNAMED = ['EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY', 'ENAMETOOLONG', 'EILSEQ', 'EINVAL'];
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** What failed, for the message: `writing` `rounds/812/base/record.json`. */
export interface DiskAction {
  readonly doing: 'reading' | 'writing' | 'listing' | 'removing';
  readonly key: string;
  /** Root of the store, for the hint. */
  readonly folder: string;
}

/** A failure of the file system as an `AppError`; anything else is given back as it is. */
export function diskError(error: unknown, action: DiskAction): unknown {
  const code = codeOf(error);
  return code === undefined ? error : byCode(code, error, action);
}

/** Error code of a system call, undefined for every other failure. */
export function codeOf(error: unknown): string | undefined {
  const isSystemError = typeof error === 'object' && error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? error.code : undefined;
}

/** For `.catch()`: undefined instead of a failure with one of these codes, which mean "not there". */
export function unlessCode(...codes: string[]): (error: unknown) => undefined {
  return (error) => {
    const code = codeOf(error);
    if (code === undefined || !codes.includes(code)) throw error;
    return undefined;
  };
}

function byCode(code: string, cause: unknown, action: DiskAction): AppError {
  const message = `${action.doing} ${action.key || 'the store'} failed: ${code}`;
  const { folder } = action;
  if (DENIED.includes(code)) {
    const hint = `Give the user who runs this the right to read and write ${folder}, or set AUTOPILOT_HOME.`;
    return new AccessError('store_denied', message, { cause, hint });
  }
  if (MISNAMED.includes(code)) {
    const hint = `A key cannot be a file and a folder at once, nor longer than the disk allows; look in ${folder}.`;
    return new InputError('store_key_invalid', message, { cause, hint });
  }
  const hint = FULL.includes(code)
    ? `Free space on the disk of ${folder}, or set AUTOPILOT_HOME to another disk.`
    : `Look at the disk of ${folder}; the next run tries again.`;
  return new TransientError('store_unavailable', message, { cause, hint });
}
