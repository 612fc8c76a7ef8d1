/** What one unit costs, and how many of them a month cost nothing for as long as the account exists. */
export interface Price {
  readonly service: string;
  readonly unit: string;
  /** US dollars a unit. */
  readonly usd: number;
  /** Units a month of the always-free tier. */
  readonly free: number;
}

/** Which price lists the prices below are from; other regions differ by up to a quarter. */
export const PRICED = {
  on: '2026-11',
  region: 'us-east-1',
  source: 'https://aws.amazon.com/<service>/pricing/, on-demand, first tier',
} as const;

const GB_SECONDS_FREE = 400_000;
const MILLION = 1_000_000;

export const PRICES = {
  lambdaRequests: { service: 'Lambda', unit: 'requests', usd: 0.2 / MILLION, free: MILLION },
  lambdaGbSeconds: {
    service: 'Lambda',
    unit: 'GB-seconds (arm64)',
    usd: 0.0000133334,
    free: GB_SECONDS_FREE,
  },
  schedulerTicks: {
    service: 'EventBridge Scheduler',
    unit: 'ticks',
    usd: 1 / MILLION,
    free: 14 * MILLION,
  },
  secrets: { service: 'Secrets Manager', unit: 'secrets', usd: 0.4, free: 0 },
  secretReads: { service: 'Secrets Manager', unit: 'reads', usd: 0.05 / 10_000, free: 0 },
  alarmMetrics: { service: 'CloudWatch', unit: 'alarm metrics', usd: 0.1, free: 10 },
  customMetrics: { service: 'CloudWatch', unit: 'custom metrics', usd: 0.3, free: 10 },
  dashboards: { service: 'CloudWatch', unit: 'dashboards', usd: 3, free: 3 },
  logGigabytes: { service: 'CloudWatch Logs', unit: 'GB written', usd: 0.5, free: 5 },
  storedGigabytes: { service: 'S3', unit: 'GB kept, after a year', usd: 0.023, free: 0 },
  writes: { service: 'S3', unit: 'writes and lists', usd: 0.005 / 1000, free: 0 },
  reads: { service: 'S3', unit: 'reads', usd: 0.0004 / 1000, free: 0 },
  mails: { service: 'SNS', unit: 'e-mails', usd: 2 / 100_000, free: 1000 },
  failures: { service: 'SQS', unit: 'requests', usd: 0.4 / MILLION, free: MILLION },
  sentGigabytes: { service: 'Data transfer', unit: 'GB to the internet', usd: 0.09, free: 100 },
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof PRICES;
