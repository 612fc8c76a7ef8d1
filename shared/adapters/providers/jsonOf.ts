/**
 * The JSON value in some bytes; undefined when they hold none. The bare NaN and Infinity that some programs write for
 * unknown numbers are read as null.
 */
export function jsonOf(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  return parsed(text) ?? (/NaN|Infinity/.test(text) ? parsed(withNull(text)) : undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Strings are matched first, so that a token named NaN keeps its name. */
function withNull(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (word) =>
    word.startsWith('"') ? word : 'null',
  );
}
