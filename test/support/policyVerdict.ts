import type { AwsCall } from './awsCall.ts';

/** A statement of a policy as it is in the account, every reference resolved. */
export interface DeployedStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** One action on one kind of resource that a policy allows. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

/** Every grant of a policy by itself. */
export function grantsOf(statements: readonly DeployedStatement[]): Grant[] {
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
    );
}

/** Whether a grant is what lets a call pass. */
export function covers(grant: Grant, { action, resource }: Pick<AwsCall, 'action' | 'resource'>): boolean {
  return matches(grant.action, action) && matches(grant.resource, resource);
}

/** IAM's wildcards: `*` for any text, `?` for one character. */
function matches(pattern: string, text: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}
