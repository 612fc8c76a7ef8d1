import { awsError } from './awsError.ts';

/** A call of the command line to AWS. */
export interface AwsQuestion<T> {
  /** IAM name, such as `cloudwatch:DescribeAlarms`. */
  readonly action: string;
  /** What it is about, for the message. */
  readonly on: string;
  readonly send: () => Promise<T>;
}

/**
 * Makes a call that an operator asked for.
 *
 * @throws AccessError `aws_denied` naming the action to allow, or `aws_credentials`; TransientError `aws_unavailable`
 */
export async function askAws<T>({ action, on, send }: AwsQuestion<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw awsError(error, { action, on, denied: 'aws_denied', unavailable: 'aws_unavailable' });
  }
}
