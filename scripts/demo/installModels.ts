import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '../../shared/domain/table.ts';
import { readFeatureMetadata } from '../../shared/models/featureMetadata.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { type PushRequest, pushModel } from '../../shared/pipeline/pushModel.ts';
import type { Ports } from '../../shared/ports.ts';
import { MARKET_MODEL, NUMERAI_MODEL } from './scenarios.ts';

const FOLDER = import.meta.dirname;

/** Puts the demo's models into its store, as `model push` does. */
export async function installModels(
  ports: Pick<Ports, 'store' | 'log' | 'clock'>,
  { withMarket }: { withMarket: boolean },
): Promise<void> {
  await install(ports, NUMERAI_MODEL, {});
  if (!withMarket) return;
  const metadata = await readFile(join(FOLDER, 'market-model.features.json'), 'utf8');
  const { featureNames = [] } = await readModel(await modelFile(MARKET_MODEL), fileOf(MARKET_MODEL));
  const training = { sample: noRows(featureNames), versions: readFeatureMetadata(metadata) };
  await install(ports, MARKET_MODEL, { training });
}

async function install(
  { store, log, clock }: Pick<Ports, 'store' | 'log' | 'clock'>,
  name: string,
  more: Partial<PushRequest>,
): Promise<void> {
  const bytes = await modelFile(name);
  const request = { name, file: fileOf(name), bytes, createdAt: clock.now(), ...more };
  const { kind, features, version } = (await pushModel(store, request)).manifest;
  log.info(`Model ${name} installed: ${kind}, ${features.length} features, version ${version}`);
}

function fileOf(name: string): string {
  return `${name}-model.txt`;
}

function modelFile(name: string): Promise<Buffer> {
  return readFile(join(FOLDER, fileOf(name)));
}

/** The columns of the training table; its rows are not shipped. */
function noRows(names: readonly string[]): Table {
  const columns = names.map((name) => [name, { kind: 'number', values: new Float64Array(0) }] as const);
  return { rows: 0, columns: new Map(columns) };
}
