import type { Environment } from './environment.ts';

/** A line that leads to this function's log in the console; undefined outside Lambda. */
export function logsLink({
  AWS_REGION: region,
  AWS_LAMBDA_LOG_GROUP_NAME: group,
}: Environment): string | undefined {
  if (!region || !group) return undefined;
  // The console wants the name encoded twice, the second time with $ for %.
  const name = encodeURIComponent(encodeURIComponent(group)).replaceAll('%', '$');
  const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
  return `Logs: ${console}#logsV2:log-groups/log-group/${name}`;
}
