import type { Files } from '../shared/ports.ts';

const load = async () => (await import('../shared/adapters/tableFiles.ts')).tableFiles;

/** Tables in and out; the decoder is loaded only when there is a file to decode. */
export const lazyFiles: Files = {
  readTable: async (bytes) => (await load()).readTable(bytes),
  writeTable: async (table, dateColumns) => (await load()).writeTable(table, dateColumns),
  submissionFile: async (submission, format) => (await load()).submissionFile(submission, format),
};
