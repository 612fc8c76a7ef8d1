import type { Context } from 'aws-lambda';

/** What Lambda tells of an invocation, with `remainingMs` left from now on. */
export function lambdaContext(awsRequestId: string, remainingMs = 240_000): Context {
  const deadline = Date.now() + remainingMs;
  return {
    awsRequestId,
    functionName: 'under-test',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:under-test',
    memoryLimitInMB: '1024',
    logGroupName: 'under-test',
    logStreamName: 'under-test',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => deadline - Date.now(),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
