import { afterEach, beforeEach, jest } from '@jest/globals';

/** Metrics as CloudWatch finds them in a line of output. */
interface EmfLine {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

type LogLine = Readonly<Record<string, unknown>> & { readonly message?: string };

export interface FunctionOutput {
  text(): string;
  /** Log lines, oldest first. */
  lines(): LogLine[];
  /** Name → value of all metrics. */
  metrics(): Record<string, number>;
  emf(): EmfLine[];
}

/** Keeps what a function writes while a test runs, instead of showing it. */
export function functionOutput(): FunctionOutput {
  let written: string[] = [];
  beforeEach(() => {
    written = [];
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const text = () => written.join('');
  return { text, ...parsedOutput(text) };
}

/** Log lines and metrics in the output of a function. */
export function parsedOutput(text: () => string): Omit<FunctionOutput, 'text'> {
  const all = () => text().split('\n').flatMap(parsed);
  const emf = () => all().filter((line) => '_aws' in line) as unknown as EmfLine[];
  return {
    lines: () => all().filter((line) => 'message' in line),
    emf,
    metrics: () =>
      Object.assign(
        {},
        ...emf().map((line) =>
          pick(
            line,
            line._aws.CloudWatchMetrics[0]!.Metrics.map(({ Name }) => Name),
          ),
        ),
      ),
  };
}

function parsed(line: string): LogLine[] {
  return line.startsWith('{') ? [JSON.parse(line)] : [];
}

function pick(line: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, Reflect.get(line, name)]));
}
