import type { Store } from '../../shared/ports.ts';

/** A store that forgets: for tests that need none of what a real one guarantees. */
export function memoryStore(content: Iterable<readonly [string, Uint8Array]> = []): Store {
  const files = new Map(content);
  return {
    get: async (key) => {
      const bytes = files.get(key);
      return bytes && { bytes, etag: String(bytes.length) };
    },
    put: async (key, bytes) => {
      files.set(key, bytes);
      return String(bytes.length);
    },
    list: async (prefix) => [...files.keys()].filter((key) => key.startsWith(prefix)).sort(),
    remove: async (key) => void files.delete(key),
    locate: (key) => `memory:${key}`,
  };
}
