import { basename } from 'node:path';
import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import type { CommandFunction } from '../invocation.ts';
import { readInput } from '../readInput.ts';
import { openStore, placeOf } from '../wiring.ts';

interface PushOptions {
  readonly file: string;
  readonly name?: string;
  readonly features?: string;
}

/** Stores a model file so that candidates can name it. */
export const modelPush: CommandFunction<PushOptions> = async (options, { paint }) => {
  const file = basename(options.file);
  const name = options.name ?? withoutEnding(file);
  const bytes = await readInput(options.file);
  const features = options.features?.split(',').map((feature) => feature.trim());
  const store = await openStore(placeOf(options));
  const pushed = await pushModel(store, { name, file, bytes, features, createdAt: systemClock.now() });
  const { manifest, created, promoted } = pushed;
  const { version, kind, sha256 } = manifest;
  const path = store.locate(`models/${name}/${version}/${manifest.file}`);
  const featureCount = manifest.features.length;
  const text = [
    `${paint('bold', name)} ${version}: ${kind}, ${featureCount} features, ${path}`,
    created ? '' : 'The same file was there already; nothing was written.',
    promoted ? 'It is in use now.' : 'The version in use has not changed.',
    `Next: name it among the candidates of a slot in cdk.json (context.autopilot): "candidates": ["${name}"]`,
  ];
  const document = { name, version, kind, sha256, features: featureCount, created, promoted, path };
  return { document, text: text.filter((line) => line !== '').join('\n') };
};

/** `base.txt.gz` → `base` */
function withoutEnding(file: string): string {
  return file.replace(/\.gz$/i, '').replace(/(?<=.)\.[^.]*$/, '');
}
