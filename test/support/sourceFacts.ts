import { parseSync } from '@swc/core';

/** What the architecture rules need to know of one TypeScript file. */
export interface SourceFacts {
  readonly lines: number;
  /** Specifiers of every import, static, dynamic and in types; `(computed)` for one that is not a plain text. */
  readonly imports: readonly string[];
  readonly uses: ReadonlySet<Use>;
  /** Every text literal. */
  readonly texts: ReadonlySet<string>;
}

export type Use = 'fetch' | 'process.env' | 'clock' | 'default export' | 're-export';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Reads the syntax tree, so that comments and texts are not taken for code. */
export function sourceFacts(source: string): SourceFacts {
  const imports: string[] = [];
  const uses = new Set<Use>();
  const texts = new Set<string>();
  for (const node of nodesOf(parseSync(source, { syntax: 'typescript', target: 'es2022' }))) {
    const imported = importOf(node);
    if (imported) imports.push(imported);
    const use = useOf(node);
    if (use) uses.add(use);
    if (node.type === 'StringLiteral') texts.add(String(node.value));
  }
  return { lines: source.trimEnd().split('\n').length, imports, uses, texts };
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const element of value) yield* nodesOf(element);
  else if (isNode(value)) {
    yield value;
    yield* nodesOf(Object.values(value));
  } else if (typeof value === 'object' && value) yield* nodesOf(Object.values(value));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function importOf(node: Node): string | undefined {
  if (node.type === 'ImportDeclaration' || isReexport(node)) return textOf(node.source);
  if (node.type === 'TsImportType') return textOf(node.argument);
  const isDynamic = node.type === 'CallExpression' && isNode(node.callee) && node.callee.type === 'Import';
  if (!isDynamic || !Array.isArray(node.arguments)) return undefined;
  return textOf(node.arguments[0]?.expression) ?? '(computed)';
}

function isReexport(node: Node): boolean {
  return (
    node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && isNode(node.source))
  );
}

function useOf(node: Node): Use | undefined {
  if (isReexport(node)) return 're-export';
  if (node.type.startsWith('ExportDefault')) return 'default export';
  if (node.type === 'CallExpression')
    return { fetch: 'fetch', Date: 'clock' }[nameOf(node.callee)] as Use | undefined;
  if (node.type === 'NewExpression') {
    const withoutTime = !Array.isArray(node.arguments) || node.arguments.length === 0;
    return nameOf(node.callee) === 'Date' && withoutTime ? 'clock' : undefined;
  }
  if (node.type !== 'MemberExpression') return undefined;
  const path = `${nameOf(node.object)}.${nameOf(node.property)}`;
  if (path === 'process.env' || path === 'globalThis.process') return 'process.env';
  if (path === 'globalThis.fetch') return 'fetch';
  return ['Date.now', 'performance.now', 'process.hrtime'].includes(path) ? 'clock' : undefined;
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node.value) : '';
}

function textOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'StringLiteral' ? String(node.value) : undefined;
}
