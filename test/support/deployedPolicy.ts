import { functionConfiguration } from './deployedFunction.ts';
import type { Moto } from './moto.ts';
import { type DeployedStatement, type Grant, grantsOf } from './policyVerdict.ts';

/** What the role of a function may do, as it stands in the account. */
export async function deployedGrants(moto: Moto, functionName: string): Promise<Grant[]> {
  const { Role } = (await functionConfiguration(moto, functionName))!;
  const RoleName = Role.split('/').at(-1)!;
  const attached = await askIam(moto, { Action: 'ListAttachedRolePolicies', RoleName });
  if (attached.includes('<PolicyArn>')) throw new Error(`${RoleName} has managed policies`);
  const names = [
    ...(await askIam(moto, { Action: 'ListRolePolicies', RoleName })).matchAll(/<member>(.*?)<\/member>/g),
  ];
  const policies = await Promise.all(
    names.map(([, PolicyName = '']) => askIam(moto, { Action: 'GetRolePolicy', RoleName, PolicyName })),
  );
  return policies.flatMap((answer) => grantsOf(statementsIn(answer)));
}

function statementsIn(answer: string): DeployedStatement[] {
  const [, text = ''] = /<PolicyDocument>(.*?)<\/PolicyDocument>/s.exec(answer) ?? [];
  return JSON.parse(decodeURIComponent(text)).Statement;
}

async function askIam(moto: Moto, parameters: Record<string, string>): Promise<string> {
  const scope = 'Credential=test/20261124/us-east-1/iam/aws4_request';
  const headers = { Authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none` };
  const body = new URLSearchParams({ ...parameters, Version: '2010-05-08' });
  return (await fetch(moto.endpoint, { method: 'POST', headers, body })).text();
}
