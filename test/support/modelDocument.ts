import { readFileSync } from 'node:fs';
import { parseJsonDocument } from '../../shared/models/jsonDocument.ts';
import { jsonModel } from '../../shared/models/jsonModel.ts';
import type { Model } from '../../shared/models/model.ts';
import { goldenFolder, modelCase } from './modelCase.ts';

/** A parsed JSON model file, free to be changed in any way. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into it and break it.
export type ModelDocument = any;

/** The model.json of a case beside the tests. */
export function modelDocument(name: string): ModelDocument {
  return JSON.parse(readFileSync(goldenFolder('models', name, 'model.json'), 'utf8'));
}

/** The model of a document, after a change to it. */
export function readDocument(
  document: ModelDocument,
  change: (document: ModelDocument) => void = () => {},
): Model {
  const changed = structuredClone(document);
  change(changed);
  return jsonModel(parseJsonDocument(Buffer.from(JSON.stringify(changed))))!;
}

/** Raw scores of a case's inputs. */
export async function rawOf(model: Model, name: string): Promise<number[]> {
  const { columns, rows } = modelCase(goldenFolder('models', name), 'model.json');
  return [...(await model.raw(columns, rows))];
}
