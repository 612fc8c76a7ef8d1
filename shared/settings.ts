import * as z from 'zod';
import { UsageError } from './errors.ts';

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name is 1 to 64 letters, digits, ".", "_" or "-"');

const Slot = z.strictObject({
  name: z
    .union([z.literal('*'), name])
    .describe('Name of the model slot on numer.ai; `*` stands for every Crypto model of the account'),
  modelId: z
    .string()
    .min(1)
    .optional()
    .describe('UUID of the slot; with it the token needs no `read_user_info` scope'),
  candidates: z
    .array(name)
    .min(1)
    .describe(
      'Models of the store (`model push --name`), best first; the first whose gates pass is submitted',
    ),
});

/** Every knob a user may turn, with its default. Type, editor schema and the README table come from this. */
export const Settings = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file'),
  slots: z
    .array(Slot)
    .min(1)
    .refine(
      (slots) => new Set(slots.map((slot) => slot.name)).size === slots.length,
      'slot names must differ',
    )
    .describe('The model slots to submit for, and what to submit'),
  dataset: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)*$/, 'a dataset looks like "crypto/v2.0"')
    .default('crypto/v2.0')
    .describe("Folder of the live data among Numerai's datasets"),
  format: z.enum(['parquet', 'csv']).default('parquet').describe('File format of the upload'),
  minCoverage: z
    .number()
    .min(0)
    .max(1)
    .default(0.9)
    .describe('Share of the universe that must have features and a prediction'),
  confirmSeconds: z
    .int()
    .min(1)
    .max(120)
    .default(90)
    .describe('How long one run waits for Numerai to confirm its uploads'),
  lateSubmissions: z
    .boolean()
    .default(true)
    .describe(
      'Upload once after the deadline when nothing was on time: scored, not paid, queued for the next round',
    ),
  acceptStaleLiveDays: z
    .int()
    .min(0)
    .max(7)
    .default(0)
    .describe('How many days older than expected the live file may be; such a submission counts as degraded'),
  alertEmails: z
    .array(z.email())
    .optional()
    .describe(
      'Addresses that are told of failures and silence; required for synth, `[]` for none on purpose',
    ),
});
export type Settings = z.infer<typeof Settings>;
export type SlotSettings = Settings['slots'][number];

/**
 * Settings from an unknown value.
 *
 * @throws UsageError `settings_invalid` naming every wrong key
 */
export function parseSettings(value: unknown): Settings {
  const parsed = Settings.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError('settings_invalid', `settings: ${z.prettifyError(parsed.error)}`);
}

/** Settings of a deployment: whom to tell is said, if only by an empty list. */
export type DeploymentSettings = Settings & { readonly alertEmails: readonly string[] };

/**
 * Settings from an unknown value, for a deployment.
 *
 * @throws UsageError `settings_invalid` naming every wrong key, or `alertEmails` when it is missing
 */
export function parseDeploymentSettings(value: unknown): DeploymentSettings {
  const settings = parseSettings(value);
  const { alertEmails } = settings;
  if (alertEmails) return { ...settings, alertEmails };
  const message = 'settings: alertEmails is missing; give the addresses to be told, or [] for nobody';
  throw new UsageError('settings_invalid', message);
}
