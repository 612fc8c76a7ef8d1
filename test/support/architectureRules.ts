import { posix } from 'node:path';
import { type SourceFacts, sourceFacts, type Use } from './sourceFacts.ts';

/** Path in the repository → content. Of README.md and every TypeScript file. */
export type SourceFiles = ReadonlyMap<string, string>;

interface Layer {
  /** The first layer whose pattern fits a path is its layer. */
  readonly files: RegExp;
  /** What else than itself it may import, as paths in the repository. */
  readonly imports: RegExp;
  /** Which packages and parts of Node it may import. */
  readonly packages: RegExp;
}

const NONE = /^$/;
const ANY = /^/;
const PURE_PACKAGES = /^(zod|trading-signals|node:crypto|node:zlib)$/;
const ADAPTER_PACKAGES =
  /^(zod|csv-parse(\/.*)?|graphql|node:(?!https?$|http2$|net$|tls$|process$|child_process$).*)$/;

/** Who may import whom. `errors` stands for the errors and their catalogue. */
const LAYERS: readonly Layer[] = [
  { files: /^shared\/errorCatalogue\.ts$/, imports: NONE, packages: NONE },
  { files: /^shared\/errors\.ts$/, imports: /^shared\/errorCatalogue\.ts$/, packages: NONE },
  { files: /^shared\/settings\.ts$/, imports: within('errors'), packages: /^zod$/ },
  { files: /^shared\/ports\.ts$/, imports: within('domain', 'market'), packages: NONE },
  { files: /^shared\/domain\//, imports: within('domain', 'errors'), packages: NONE },
  // A thread is no I/O: what a model computes there depends on nothing but its input.
  { files: /^shared\/models\/onnxThread\.ts$/, imports: within('models'), packages: /^node:worker_threads$/ },
  {
    files: /^shared\/(market|features|models)\//,
    imports: within('domain', 'errors', 'market', 'features', 'models'),
    packages: PURE_PACKAGES,
  },
  { files: /^shared\/report\//, imports: within('domain', 'errors', 'report'), packages: NONE },
  {
    files: /^shared\/pipeline\//,
    imports: within('pipeline', 'domain', 'market', 'features', 'models', 'ports', 'errors', 'settings'),
    packages: /^(zod|node:crypto)$/,
  },
  {
    files: /^shared\/adapters\/aws\//,
    imports: within('adapters', 'domain', 'ports', 'errors', 'settings'),
    packages: /^(zod|@aws-sdk\/.*|node:crypto)$/,
  },
  {
    files: /^shared\/adapters\/parquet[^/]*\.ts$/,
    imports: within('adapters', 'domain', 'ports', 'errors', 'settings'),
    packages: /^(zod|parquet-wasm|apache-arrow|node:(?!https?$|http2$|net$|tls$|process$).*)$/,
  },
  {
    files: /^shared\/adapters\//,
    imports: within('adapters', 'domain', 'market', 'ports', 'errors', 'settings'),
    packages: ADAPTER_PACKAGES,
  },
  {
    files: /^functions\/(collect|submit|verify|score|webhook)\.ts$/,
    imports:
      /^(shared\/(pipeline|domain)\/|shared\/(errors|settings)\.ts$|functions\/(wiring|marketWiring|verifyWiring|webhookWiring|webhookCall|middleware|environment)\.ts$)/,
    packages: /^aws-lambda$/,
  },
  {
    files: /^functions\//,
    imports: /^shared\/|^functions\/(?!(collect|submit|verify|score|webhook)\.ts$)/,
    packages: /^(zod|@middy\/.*|@aws-lambda-powertools\/.*|aws-lambda|node:.*)$/,
  },
  {
    files: /^scripts\//,
    imports: /^(shared\/|scripts\/|functions\/(wiring|environment)\.ts$|(package|cdk)\.json$)/,
    packages: /^(?!@aws-sdk\/|parquet-wasm|apache-arrow)/,
  },
  {
    files: /^infra\//,
    imports: /^(infra\/|shared\/settings\.ts$|shared\/adapters\/local\/deploymentVersion\.ts$|cdk\.json$)/,
    packages: /^(?!@aws-sdk\/)/,
  },
  { files: /^test\//, imports: ANY, packages: ANY },
];

const USES: ReadonlyMap<Use, RegExp> = new Map([
  ['fetch', /^(shared\/adapters\/http\.ts$|test\/)/],
  ['process.env', /^(functions\/environment\.ts$|scripts\/|test\/)/],
  ['clock', /^(shared\/adapters\/local\/systemClock\.ts$|scripts\/|test\/)/],
  ['default export', NONE],
  ['re-export', NONE],
]);

const MAX_LINES = 250;
/** Files over the limit that were looked at and may stay so. */
const LONG_ON_PURPOSE: ReadonlySet<string> = new Set(['shared/errorCatalogue.ts']);
const VAGUE_NAME = /(^|\/)(utils?|helpers?|common)(\.|\/)/i;

/** Every breach of the import, place, size, name and error code rules, one sentence each, sorted. */
export function architectureViolations(files: SourceFiles, errorCodes: readonly string[]): string[] {
  const facts = new Map<string, SourceFacts>();
  for (const [path, source] of files) if (path.endsWith('.ts')) facts.set(path, sourceFacts(source));
  const inFiles = [...facts].flatMap(([path, file]) => [
    ...importViolations(path, file.imports),
    ...[...file.uses]
      .filter((use) => !USES.get(use)?.test(path))
      .map((use) => `${path} has no right to: ${use}`),
    ...(file.lines > MAX_LINES && !LONG_ON_PURPOSE.has(path) ? [`${path} has ${file.lines} lines`] : []),
    ...(VAGUE_NAME.test(path) ? [`${path} has a name that says nothing`] : []),
  ]);
  return [...inFiles, ...codeViolations(files, facts, errorCodes)].sort();
}

function importViolations(path: string, specifiers: readonly string[]): string[] {
  const layer = LAYERS.find(({ files }) => files.test(path));
  if (!layer) return [`${path} belongs to no layer`];
  return specifiers
    .filter((specifier) => {
      if (!specifier.startsWith('.')) return !layer.packages.test(specifier);
      return !layer.imports.test(posix.join(posix.dirname(path), specifier));
    })
    .map((specifier) => `${path} imports ${specifier}`);
}

function codeViolations(
  files: SourceFiles,
  facts: ReadonlyMap<string, SourceFacts>,
  errorCodes: readonly string[],
): string[] {
  const code = [...facts].filter(([path]) => !/^test\/|^shared\/errorCatalogue\.ts$/.test(path));
  const unused = errorCodes.filter((name) => !code.some(([, { texts }]) => texts.has(name)));
  const readme = files.get('README.md');
  const untold = errorCodes.filter(
    (name) => readme !== undefined && !new RegExp(`\\b${name}\\b`).test(readme),
  );
  return [
    ...unused.map((name) => `the error code ${name} is used nowhere`),
    ...untold.map((name) => `the error code ${name} is not in README.md`),
  ];
}

function within(...places: string[]): RegExp {
  const paths = places.map((place) => {
    if (place === 'errors') return 'errors\\.ts$|errorCatalogue\\.ts$';
    return place === 'ports' || place === 'settings' ? `${place}\\.ts$` : `${place}/`;
  });
  return new RegExp(`^shared/(${paths.join('|')})`);
}
