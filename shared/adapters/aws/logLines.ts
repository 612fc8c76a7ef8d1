import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { askAws } from './askAws.ts';
import { sdkFailure } from './awsError.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

export interface LogLine {
  readonly at: Date;
  readonly text: string;
}

export interface LogSearch {
  readonly group: string;
  readonly since: Date;
  /** Only lines that hold this text. */
  readonly holding?: string | undefined;
  /** The newest are kept. */
  readonly atMost: number;
}

/**
 * Lines of a log group, oldest first; none when there is no such group.
 *
 * @throws what `askAws` does
 */
export async function logLines(
  { group, since, holding, atMost }: LogSearch,
  connection?: AwsConnection,
): Promise<LogLine[]> {
  const client = new CloudWatchLogsClient(clientConfig(connection));
  const filterPattern = holding === undefined ? undefined : `"${holding.replaceAll('"', '')}"`;
  const request = { logGroupName: group, startTime: since.getTime(), filterPattern };
  const send = async () => {
    const found: LogLine[] = [];
    try {
      for await (const { events = [] } of paginateFilterLogEvents({ client }, request)) {
        for (const { timestamp = 0, message = '' } of events) {
          found.push({ at: new Date(timestamp), text: message.trimEnd() });
        }
      }
    } catch (error) {
      if (sdkFailure(error)?.name !== 'ResourceNotFoundException') throw error;
    }
    return found.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(-atMost);
  };
  return askAws({ action: 'logs:FilterLogEvents', on: group, send });
}
