import { readFileSync } from 'node:fs';
import { readModel } from '../../shared/models/readModel.ts';
import { goldenFolder, modelCase } from './modelCase.ts';

/** A parsed JSON model file, free to be changed in any way. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into it and break it.
export type ModelDocument = any;

/** The model.json of a case beside the tests. */
export function modelDocument(name: string): ModelDocument {
  return JSON.parse(readFileSync(goldenFolder('models', name, 'model.json'), 'utf8'));
}

/** The model of a document, after a change to it. */
export function readDocument(document: ModelDocument, change: (document: ModelDocument) => void = () => {}) {
  const changed = structuredClone(document);
  change(changed);
  return readModel(Buffer.from(JSON.stringify(changed)), 'model.json');
}

/** Raw scores of a case's inputs. */
export function rawOf(model: ReturnType<typeof readModel>, name: string): number[] {
  const { columns, rows } = modelCase(goldenFolder('models', name), 'model.json');
  return [...model.raw(columns, rows)];
}
