import { readFileSync } from 'node:fs';
import { UsageError } from '../shared/errors.ts';
import { parseSettings, type Settings } from '../shared/settings.ts';

/** Beside the bundle, where synth writes what cdk.json holds. */
const BESIDE_BUNDLE = new URL('./settings.json', import.meta.url);

/**
 * The settings this function was deployed with.
 *
 * @throws UsageError `settings_invalid`
 */
export function readSettingsFile(file: URL = BESIDE_BUNDLE): Settings {
  return parseSettings(parseJson(file));
}

function parseJson(file: URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError('settings_invalid', 'settings.json is missing from the function, or is not JSON', {
      cause: error,
      hint: 'Deploy again (npm run deploy): settings.json is written into the function at synth.',
    });
  }
}
