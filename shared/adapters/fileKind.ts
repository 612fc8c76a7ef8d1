/** What the first bytes of a file say it is; `text` is anything that does not say. */
export type FileKind = 'empty' | 'gzip' | 'parquet' | 'markup' | 'json' | 'text';

/** Tells a table from the error document that was sent in its place. */
export function fileKind(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  // A file cut off inside its first four bytes is still Parquet that is damaged, not CSV.
  if ('PAR1'.startsWith(latin1(bytes.subarray(0, 4)))) return 'parquet';
  const start = latin1(bytes.subarray(0, 64))
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (start.startsWith('<')) return 'markup';
  return start.startsWith('{') || start.startsWith('[') ? 'json' : 'text';
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
