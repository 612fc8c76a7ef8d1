const SHOWN_CHARACTERS = 500;

/** Words of the other side as they may be shown: without keys, without query strings, and not endless. */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutKeys = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  const clean = withoutKeys
    .replace(/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/g, '$1')
    .replace(/X-Amz-[\w-]+=[^\s&"'<>]*/gi, '***')
    .replace(/\s+/g, ' ');
  return clean.length > SHOWN_CHARACTERS ? `${clean.slice(0, SHOWN_CHARACTERS)}…` : clean;
}
