import * as z from 'zod';
import { NUMERAI_API_URL } from '../shared/adapters/numerai/numeraiClient.ts';
import { UsageError } from '../shared/errors.ts';

const Environment = z.object({
  AUTOPILOT_BUCKET: z.string().min(1),
  /** Name or ARN of the secret with the keys. */
  AUTOPILOT_SECRET: z.string().min(1),
  /** ARN. */
  AUTOPILOT_TOPIC: z.string().min(1),
  /** Of the webhook only: what it starts. */
  AUTOPILOT_SUBMIT_FUNCTION: z.string().min(1).optional(),
  NUMERAI_API_URL: z.string().min(1).default(NUMERAI_API_URL),
  CMC_API_URL: z.string().min(1).optional(),
  COINGECKO_API_URL: z.string().min(1).optional(),
  BINANCE_API_URL: z.string().min(1).optional(),
  MESSARI_API_URL: z.string().min(1).optional(),
  DEFILLAMA_API_URL: z.string().min(1).optional(),
  FEAR_GREED_API_URL: z.string().min(1).optional(),
  /** Set by Lambda itself, as the next one. */
  AWS_REGION: z.string().min(1).optional(),
  AWS_LAMBDA_LOG_GROUP_NAME: z.string().min(1).optional(),
});

/** What a deployment tells its functions, and where a test or a proxy moves Numerai to. */
export type Environment = z.infer<typeof Environment>;

/**
 * The environment, checked.
 *
 * @throws UsageError `environment_incomplete` naming every variable that is missing
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const parsed = Environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new UsageError('environment_incomplete', `missing or empty in the environment: ${names}`);
}
