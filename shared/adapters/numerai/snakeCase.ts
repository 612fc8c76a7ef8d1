/**
 * An operation's text with its fields and arguments in snake_case, as Numerai's server also takes them.
 * Variable, type and operation names stay.
 *
 * @example snakeCaseOperation('model(modelId: $modelId)') // 'model(model_id: $modelId)'
 */
export function snakeCaseOperation(text: string): string {
  return text.replace(/(?<![$\w])[a-z]+[A-Z]\w*/g, (name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
}

/** A JSON value with all keys in camelCase; what is not snake_case stays. */
export function camelCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCaseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [camelCase(key), camelCaseKeys(entry)]),
  );
}

function camelCase(name: string): string {
  return name.replace(/(?<=[a-z\d])_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
