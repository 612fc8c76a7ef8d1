import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

const NAMESPACE = 'NumeraiCryptoAutopilot';

/** Tells Powertools under which namespace and service a function's metrics are to appear. */
export function metricEnvironment(scope: Construct): Record<string, string> {
  return {
    POWERTOOLS_METRICS_NAMESPACE: NAMESPACE,
    POWERTOOLS_SERVICE_NAME: Stack.of(scope).stackName,
  };
}

/** A metric that the functions publish: its highest value in five minutes. */
export function runMetric(scope: Construct, metricName: string): Metric {
  return new Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: { service: Stack.of(scope).stackName },
    statistic: 'Maximum',
    period: Duration.minutes(5),
  });
}
