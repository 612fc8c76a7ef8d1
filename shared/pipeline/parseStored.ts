import type * as z from 'zod';
import { InputError } from '../errors.ts';

interface StoredJson {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** How to mend it, where there is a better way than to push the model again. */
  readonly hint?: string;
}

/**
 * A JSON document of the model store.
 *
 * @throws InputError `model_damaged`
 */
export function parseStored<T>({ key, bytes, hint }: StoredJson, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    const details = hint === undefined ? { cause } : { cause, hint };
    throw new InputError('model_damaged', `${key} is not what it must be`, details);
  }
}
