import { InputError } from '../errors.ts';

/** The `key=value` lines of one part of a text file. */
export interface Fields {
  /** Names the part in messages. */
  readonly where: string;
  /** Every line begins after a `\n`, the first one too. */
  readonly text: string;
}

/** The value of a key; undefined when there is no such line. Of a key given twice the first counts. */
export function optionalField({ text }: Fields, key: string): string | undefined {
  const line = text.indexOf(`\n${key}=`);
  if (line < 0) return undefined;
  const from = line + key.length + 2;
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end);
}

/** True when the key stands on a line of its own, without a value. */
export function hasFlag({ text }: Fields, key: string): boolean {
  return `${text}\n`.includes(`\n${key}\n`);
}

/** @throws InputError `model_damaged` when the key is missing */
export function requiredField(fields: Fields, key: string): string {
  const text = optionalField(fields, key);
  if (text === undefined) throw new InputError('model_damaged', `${fields.where} lacks ${key}`);
  return text;
}

/** @throws InputError `model_damaged` when the key is missing or no whole number of at most nine digits */
export function requiredCount(fields: Fields, key: string): number {
  const text = requiredField(fields, key).trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InputError(
    'model_damaged',
    `${fields.where}: ${key} is ${JSON.stringify(text.slice(0, 24))}, no count`,
  );
}
