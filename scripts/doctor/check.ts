import { AppError } from '../../shared/errors.ts';

/** What the doctor says of one thing. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'FAIL';
  readonly message: string;
  /** How to mend it. */
  readonly hint?: string;
}

export function ok(name: string, message: string): Check {
  return { name, status: 'ok', message };
}

export function warn(name: string, message: string, hint: string): Check {
  return { name, status: 'warn', message, hint };
}

export function fail(name: string, message: string, hint: string): Check {
  return { name, status: 'FAIL', message, hint };
}

/** The checks that `look` makes; an `AppError` on the way is a check that failed. */
export async function checked(name: string, look: () => Promise<Check | Check[]>): Promise<Check[]> {
  const { checks } = await found(name, look, (made) => made);
  return checks;
}

/** As `checked`, for something that later checks need. */
export async function found<T>(
  name: string,
  find: () => Promise<T>,
  judge: (value: T) => Check | Check[],
): Promise<{ readonly checks: Check[]; readonly value?: T }> {
  try {
    const value = await find();
    return { checks: [judge(value)].flat(), value };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { checks: [fail(name, `${error.code}: ${error.message}`, error.hint)] };
  }
}
