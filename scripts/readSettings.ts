import { existsSync } from 'node:fs';
import * as z from 'zod';
import { UsageError } from '../shared/errors.ts';
import { parseSettings, type Settings } from '../shared/settings.ts';
import { readInput } from './readInput.ts';

const CDK_JSON = 'cdk.json';
const CdkJson = z.object({ context: z.object({ autopilot: z.unknown() }) });

/**
 * The settings: a JSON file of their own, or cdk.json's `context.autopilot` in the working directory.
 *
 * @throws UsageError `settings_invalid`, `file_unreadable`
 */
export async function readSettings(path: string | undefined): Promise<Settings> {
  if (path !== undefined) return parseSettings(await readJson(path));
  if (!existsSync(CDK_JSON)) throw invalid(`there is no ${CDK_JSON} in ${process.cwd()}`);
  const parsed = CdkJson.safeParse(await readJson(CDK_JSON));
  if (parsed.data?.context.autopilot === undefined) throw invalid(`${CDK_JSON} has no context.autopilot`);
  return parseSettings(parsed.data.context.autopilot);
}

async function readJson(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readInput(path));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`${path} is not JSON: ${(error as Error).message}`);
  }
}

function invalid(message: string): UsageError {
  return new UsageError('settings_invalid', message, {
    hint: 'Run it in the project folder, or name a settings file: --settings FILE.',
  });
}
