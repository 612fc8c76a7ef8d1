import type { Template } from 'aws-cdk-lib/assertions';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

export interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: { readonly 'Fn::Join': [string, unknown[]] };
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

/** A template, and short ways to ask it. */
export interface TemplateView {
  readonly template: Template;
  /** Logical id → resource. */
  resources(type: string): Record<string, Resource>;
  readonly properties: (type: string) => Resource['Properties'][];
  /** The first logical id that begins so. */
  logicalId(start: string): string;
  arnOf(start: string): unknown;
  /** What the role that begins so may do. */
  statementsOf(role: string): Statement[];
}

export function templateView(template: Template): TemplateView {
  const resources = (type: string) => template.findResources(type) as Record<string, Resource>;
  const logicalId = (start: string) => {
    const found = Object.keys(template.toJSON().Resources).find((id) => id.startsWith(start));
    if (!found) throw new Error(`no logical id begins with ${start}`);
    return found;
  };
  return {
    template,
    resources,
    properties: (type) => Object.values(resources(type)).map((resource) => resource.Properties),
    logicalId,
    arnOf: (start) => ({ 'Fn::GetAtt': [logicalId(start), 'Arn'] }),
    statementsOf: (role) =>
      Object.entries(resources('AWS::IAM::Policy'))
        .filter(([id]) => id.startsWith(`${role}DefaultPolicy`))
        .flatMap(([, { Properties }]) => statementsIn(Properties)),
  };
}

export function statementsIn(policy: Resource['Properties']): Statement[] {
  return (policy.PolicyDocument as { Statement: Statement[] }).Statement;
}

export function allowing(statements: readonly Statement[]): Statement[] {
  return statements.filter(({ Effect }) => Effect === 'Allow');
}
