import type { Manifest } from '../shared/models/manifest.ts';
import type { PushedModel } from '../shared/pipeline/pushModel.ts';
import { shownPath } from './shownPath.ts';
import type { Paint } from './terminal.ts';

interface Shown {
  /** Where the file is. */
  readonly path: string;
  readonly warnings: readonly string[];
  readonly paint: Paint;
}

/** A push for a person: what is stored, what was checked, what to do next. */
export function pushText(
  { manifest, created, promoted, inUse }: PushedModel,
  { path, warnings, paint }: Shown,
): string {
  const { name, version, kind, features } = manifest;
  return [
    `${paint('bold', name)} ${version}: ${kind}, ${features.length} features, ${shownPath(path)}`,
    ...goldenLine(manifest),
    ...profileLine(manifest),
    ...(created ? [] : ['A version with all of this was there already; nothing was written.']),
    inUse ? `It is in use${promoted ? ' now' : ''}.` : 'The version in use has not changed.',
    ...warnings.map((warning) => `${paint('yellow', 'warn')} ${warning}`),
    inUse
      ? `Next: name it among the candidates of a slot in cdk.json (context.autopilot): "candidates": ["${name}"]`
      : `Next: to put it in use: npm run -s autopilot -- model promote ${name} ${version}`,
  ].join('\n');
}

function goldenLine({ golden }: Manifest): string[] {
  if (golden?.from !== 'library') return [];
  const rows = golden.features.length;
  return [
    `Golden rows: it gives what the training library gave; ${rows} are checked again before every first use.`,
  ];
}

function profileLine({ features, profile }: Manifest): string[] {
  if (profile?.missingShare === undefined) return [];
  const missing = `${(profile.missingShare * 100).toFixed(1)} % of the cells are missing`;
  const spread =
    profile.rawSpread === undefined ? '' : `, the raw output spreads by ${profile.rawSpread.toPrecision(3)}`;
  const versioned = features.filter(({ version }) => version !== undefined).length;
  return [
    `Training table, its newest ${profile.rows} rows: ${missing}${spread}; ${versioned} features have a version.`,
  ];
}
