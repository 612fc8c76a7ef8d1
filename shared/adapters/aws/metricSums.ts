import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { askAws } from './askAws.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

export interface MetricSearch {
  readonly namespace: string;
  readonly service: string;
  readonly names: readonly string[];
  readonly from: Date;
  readonly to: Date;
}

const PERIOD_SECONDS = 300;

/**
 * Metric name → sum of its values in a stretch of time; undefined without a value.
 *
 * @throws what `askAws` does
 */
export async function metricSums(
  { namespace, service, names, from, to }: MetricSearch,
  connection?: AwsConnection,
): Promise<Record<string, number | undefined>> {
  const client = new CloudWatchClient(clientConfig(connection));
  const queries = names.map((MetricName, at) => ({
    Id: `m${at}`,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName, Dimensions: [{ Name: 'service', Value: service }] },
      Period: PERIOD_SECONDS,
      Stat: 'Sum',
    },
  }));
  // The end is exclusive, and values of the very last moment count.
  const EndTime = new Date(to.getTime() + PERIOD_SECONDS * 1000);
  const command = new GetMetricDataCommand({ MetricDataQueries: queries, StartTime: from, EndTime });
  const send = () => client.send(command);
  const { MetricDataResults = [] } = await askAws({
    action: 'cloudwatch:GetMetricData',
    on: namespace,
    send,
  });
  const sums = names.map((name, at) => {
    const values = MetricDataResults.find(({ Id }) => Id === `m${at}`)?.Values ?? [];
    return [name, values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0)];
  });
  return Object.fromEntries(sums);
}
