import type { Keys } from '../keys.ts';

/** Real ones are longer; a shorter one may stand in any word. */
const SHORTEST_KEY = 8;

/** Takes every key out of a text, wherever it stood: what another side says may quote what it was sent. */
export function withoutKeys(keys: Keys): (text: string) => string {
  const secrets = Object.values(keys)
    .filter((key) => key !== undefined && key.length >= SHORTEST_KEY)
    .flatMap((key) => [String(key), encodeURIComponent(String(key).toWellFormed())])
    // A key that begins like another must not leave the rest of the longer one.
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, key) => rest.replaceAll(key, '***'), text);
}
