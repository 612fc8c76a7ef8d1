import * as z from 'zod';
import { UsageError } from './errors.ts';

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name is 1 to 64 letters, digits, ".", "_" or "-"');

const WeightedModel = z.strictObject({
  model: name.describe('Model of the store'),
  weight: z.number().positive().default(1).describe('What its ranks count, relative to the others'),
});

const Neutralise = z.strictObject({
  features: z
    .array(z.string().min(1))
    .min(1)
    .describe('Features of the live file or the catalogue, or `<table>.<column>` of your own'),
  proportion: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('How much of what they explain is taken out; 1 is all of it'),
});

const Blend = z.strictObject({
  name: name.describe('Name of the candidate in file names and records'),
  models: z
    .array(WeightedModel)
    .min(1)
    .refine((models) => allDiffer(models.map(({ model }) => model)), 'the models of a candidate must differ')
    .describe('Models whose ranks are averaged'),
  neutralise: Neutralise.optional().describe('Features whose influence is taken out of the average'),
});

const Signal = z.strictObject({
  name: name.describe('Name of the candidate in file names and records'),
  signal: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\../, 'a signal looks like table.column')
    .describe('A column of a table of your own (`user import`), submitted as it is: `<table>.<column>`'),
});

const Candidate = z.union(
  [name, Blend, Signal],
  'a candidate is the name of a model, {name, models, neutralise?} or {name, signal}',
);

const volume = z.enum(['loud', 'silent', 'off']);

const Notifications = z.strictObject({
  submitted: volume.default('off').describe('Every slot of a round has its confirmed submission'),
  degraded: volume
    .default('loud')
    .describe('A submission is not what it could be: a lesser candidate, a warning'),
  failed: volume.default('loud').describe('A run ended without a submission, unconfirmed, or late'),
  atRisk: volume.default('loud').describe('A slot has no confirmed submission although it should by now'),
  missed: volume.default('loud').describe('The deadline passed without a confirmed on-time submission'),
  keys: volume.default('loud').describe('A key, a permission or the credits of a plan stopped something'),
  telegramChatId: z
    .string()
    .regex(/^(-?\d+|@\w+)$/, 'a chat is a number in quotes or the @name of a channel')
    .optional()
    .describe('Chat that the Telegram bot writes to'),
});

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
    .array(Candidate)
    .min(1)
    .refine(
      (candidates) => allDiffer(candidates.map((one) => (typeof one === 'string' ? one : one.name))),
      'the names of the candidates must differ',
    )
    .describe(
      'Models of the store (`model push --name`) or blends of them, best first; the first whose gates pass is submitted',
    ),
});

const Market = z.strictObject({
  providers: z
    .array(z.enum(['coinmarketcap', 'coingecko', 'binance', 'messari', 'defillama']))
    .min(1)
    .refine(allDiffer, 'the providers must differ')
    .default(['coinmarketcap', 'binance', 'coingecko'])
    .describe(
      'Who is asked, best first: the first gives every token of the day, the others what it does not have, and stand in for it',
    ),
  indexes: z
    .array(z.enum(['fear_greed']))
    .refine(allDiffer, 'the indexes must differ')
    .default(['fear_greed'])
    .describe('Numbers for the whole market'),
  top: z
    .int()
    .min(100)
    .max(5000)
    .default(1000)
    .describe('How many tokens a day, the largest by market cap; those of the live universe come on top'),
  historyDays: z
    .int()
    .min(30)
    .max(3000)
    .default(400)
    .describe('Days in market/panel.parquet, and how far `market backfill` reaches back by default'),
});

/** Every knob a user may turn, with its default. Type, editor schema and the README table come from this. */
export const Settings = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file'),
  slots: z
    .array(Slot)
    .min(1)
    .refine((slots) => allDiffer(slots.map((slot) => slot.name)), 'slot names must differ')
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
  userMaxAgeDays: z
    .int()
    .min(0)
    .max(365)
    .default(7)
    .describe('How many days a number of your own tables (`user import`) stays known'),
  market: Market.optional().describe(
    'Market history of your own, for features Numerai does not have; `{}` takes the defaults. Needs CMC_API_KEY',
  ),
  onnx: z
    .boolean()
    .default(false)
    .describe(
      'Deploy the ONNX runtime too, for models in that format: 4 MB more to download at a cold start',
    ),
  webhook: z
    .boolean()
    .default(false)
    .describe(
      'Have Numerai call when a round opens, as a second trigger: a public address that only a token opens',
    ),
  reservedConcurrency: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Executions that AWS sets aside for `submit`; leave it out where the account has only 10, for AWS keeps 10 unreserved',
    ),
  alertEmails: z
    .array(z.email())
    .optional()
    .describe(
      'Addresses that are told of failures and silence; required for synth, `[]` for none on purpose',
    ),
  notifications: Notifications.prefault({}).describe(
    'What is told by e-mail and chat: each event `loud`, `silent` or `off`',
  ),
});
export type Settings = z.infer<typeof Settings>;
export type SlotSettings = Settings['slots'][number];
export type MarketSettings = NonNullable<Settings['market']>;
/** What `market: {}` means. */
export const DEFAULT_MARKET: MarketSettings = Market.parse({});
export type CandidateSettings = SlotSettings['candidates'][number];

function allDiffer(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/**
 * Settings from an unknown value.
 *
 * @throws UsageError `settings_invalid` naming every wrong key
 */
export function parseSettings(value: unknown): Settings {
  const parsed = Settings.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap(meantIssues);
  throw new UsageError('settings_invalid', `settings: ${z.prettifyError({ issues })}`);
}

type Issue = z.core.$ZodIssue;

/** Where one of several forms was meant, what is wrong with that one: the key that is wrong, not only its place. */
function meantIssues(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const forms = issue.errors.filter((form) => !form.some(isOtherForm));
  const [meant] = forms.toSorted((a, b) => a.length - b.length);
  if (!meant) return [issue];
  return meant.flatMap((inner) => meantIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Text where an object belongs, or the like. */
function isOtherForm({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
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
