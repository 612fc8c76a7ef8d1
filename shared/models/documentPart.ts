import * as z from 'zod';
import { InputError } from '../errors.ts';

/** A list of what should be numbers: from JSON, or a typed array from UBJSON. */
export const NumberList = z.custom<ArrayLike<unknown>>(
  (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value),
  { error: 'a list of numbers belongs here' },
);
export type NumberList = z.infer<typeof NumberList>;

/** Any number, infinite ones among them; null, as bare NaN arrives, becomes NaN. */
export const Float = z
  .custom<number | null>((value) => typeof value === 'number' || value === null, {
    error: 'a number belongs here',
  })
  .transform((value) => value ?? NaN);

/** A whole number, which XGBoost writes as text. */
export const Count = z
  .custom<string | number>(
    (value) => (typeof value === 'string' || typeof value === 'number') && /^\d{1,9}$/.test(String(value)),
    { error: 'a count belongs here' },
  )
  .transform(Number);

/** A list that is read up to the first element that is wrong; zod by itself would tell of millions of them. */
export function listOf<T>(element: z.ZodType<T>) {
  return z.unknown().transform((value, context): T[] => {
    const list: T[] = [];
    if (!Array.isArray(value)) context.addIssue({ code: 'custom', message: 'a list belongs here' });
    else {
      for (const [i, item] of value.entries()) {
        const result = element.safeParse(item);
        if (result.success) list.push(result.data);
        else {
          const [issue] = result.error.issues;
          context.addIssue({ code: 'custom', path: [i, ...(issue?.path ?? [])], message: issue?.message });
          return z.NEVER;
        }
      }
    }
    return list;
  });
}

/**
 * A part of a model document as its schema describes it.
 *
 * @param where names the part in messages
 * @throws InputError `model_damaged` naming the first field that is missing or wrong
 */
export function documentPart<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = [where, ...(issue?.path.map(String) ?? [])].join('.');
  throw new InputError('model_damaged', `${path}: ${issue?.message}`, { cause: result.error });
}

/**
 * Numbers of a document; null, as bare NaN arrives, becomes NaN.
 *
 * @throws InputError `model_damaged`
 */
export function floats(list: NumberList, what: string): Float64Array {
  if (list instanceof Float32Array) return new Float64Array(list);
  const values = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value !== 'number' && value !== null) throw noNumber(what, i, value);
    values[i] = value ?? NaN;
  }
  return values;
}

/**
 * Whole numbers of a document; true and false are 1 and 0.
 *
 * @throws InputError `model_damaged`
 */
export function wholes(list: NumberList, what: string): Int32Array {
  if (list instanceof Int32Array) return list;
  if (list instanceof Uint8Array) return new Int32Array(list);
  const values = new Int32Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const value = typeof list[i] === 'boolean' ? Number(list[i]) : list[i];
    values[i] = value as number;
    if (values[i] !== value) throw noNumber(what, i, value);
  }
  return values;
}

function noNumber(what: string, place: number, value: unknown): InputError {
  const found = (JSON.stringify(value) ?? 'nothing').slice(0, 24);
  return new InputError('model_damaged', `${what} holds ${found} at ${place}, where a number belongs`);
}
