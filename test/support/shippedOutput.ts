import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';

/** Metrics as Powertools writes them for CloudWatch. */
interface EmfLine {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [field: string]: unknown;
}

const connection = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'lambda-service', secretAccessKey: 'test' },
});

/** Does with a function's output what Lambda and CloudWatch do: lines into its log group, EMF lines into metrics. */
export class ShippedOutput {
  readonly #logs: CloudWatchLogsClient;
  readonly #metrics: CloudWatchClient;
  readonly #group: string;
  #stream: Promise<unknown> | undefined;

  constructor(endpoint: string, group: string) {
    this.#logs = new CloudWatchLogsClient(connection(endpoint));
    this.#metrics = new CloudWatchClient(connection(endpoint));
    this.#group = group;
  }

  async ship(lines: readonly string[]): Promise<void> {
    const place = { logGroupName: this.#group, logStreamName: 'stream' };
    this.#stream ??= this.#logs.send(new CreateLogStreamCommand(place));
    await this.#stream;
    const logEvents = lines.map((message) => ({ message, timestamp: Date.now() }));
    await this.#logs.send(new PutLogEventsCommand({ ...place, logEvents }));
    for (const line of lines.flatMap(emfLine)) await this.#publish(line);
  }

  async #publish(line: EmfLine): Promise<void> {
    for (const { Namespace, Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      const names = Dimensions[0] ?? [];
      const MetricData = Metrics.map(({ Name }) => ({
        MetricName: Name,
        Value: Number(line[Name]),
        Timestamp: new Date(line._aws.Timestamp),
        Dimensions: names.map((Name) => ({ Name, Value: String(line[Name]) })),
      }));
      await this.#metrics.send(new PutMetricDataCommand({ Namespace, MetricData }));
    }
  }
}

/** Name → value of every metric in these lines. */
export function measuredIn(lines: readonly string[]): Record<string, number> {
  const values = lines
    .flatMap(emfLine)
    .flatMap((line) =>
      line._aws.CloudWatchMetrics.flatMap(({ Metrics }) =>
        Metrics.map(({ Name }) => [Name, Number(line[Name])]),
      ),
    );
  return Object.fromEntries(values);
}

function emfLine(text: string): EmfLine[] {
  if (!text.includes('"_aws"')) return [];
  return [JSON.parse(text)];
}
