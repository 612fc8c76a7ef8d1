import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import type { MarketStandin } from '../../scripts/standins/providers/marketStandin.ts';
import type { AwsCall } from './awsCall.ts';
import { type CloudFront, startCloudFront } from './cloudFront.ts';
import { fetchDeployedCode, functionConfiguration } from './deployedFunction.ts';
import type { Moto } from './moto.ts';
import type { MovedClock } from './movedClock.ts';
import type { Answer } from './runtimeApi.ts';
import { type RunningFunction, runFunction } from './runtimeClient.ts';
import { measuredIn, ShippedOutput } from './shippedOutput.ts';

export interface DeployedCloudOptions {
  readonly moto: Moto;
  /** Short name → name in AWS. */
  readonly functions: Readonly<Record<string, string>>;
  /** Short name → log group. */
  readonly logGroups: Readonly<Record<string, string>>;
  readonly numerai: LocalNumerai;
  readonly market: MarketStandin;
  readonly clock: MovedClock;
  readonly newFolder: () => string;
}

/** What an invocation came to, and what it wrote. */
export interface Invoked {
  readonly answer: Answer;
  /** In a word: the outcome, or the class of the error. */
  readonly end: string;
  /** Name → value of the metrics it published. */
  readonly measures: Readonly<Record<string, number>>;
}

/** The functions as they were deployed, running under AWS's runtime client behind a front that writes down their calls. */
export class DeployedCloud {
  readonly #options: DeployedCloudOptions;
  readonly #running = new Map<string, { running: RunningFunction; shipped: ShippedOutput; seen: number }>();
  #front: CloudFront | undefined;

  constructor(options: DeployedCloudOptions) {
    this.#options = options;
  }

  /** Address of everything in AWS, as the command line needs it. */
  get url(): string {
    return this.#front!.url;
  }

  /** What a function has asked of AWS so far. */
  callsOf(name: string): AwsCall[] {
    return this.#front!.calls.filter(({ caller }) => caller === name);
  }

  async start(): Promise<void> {
    const { moto, functions } = this.#options;
    const shortName = (deployed: string) =>
      Object.keys(functions).find(
        (name) => functions[name] === deployed || deployed.endsWith(`:${functions[name]}`),
      );
    this.#front = await startCloudFront({
      moto: moto.endpoint,
      invoke: (deployed, event, requestId) => {
        const name = shortName(deployed);
        return name === undefined
          ? undefined
          : this.invoke(name, event, requestId).then(({ answer }) => answer);
      },
    });
    await Promise.all(Object.keys(functions).map((name) => this.#startFunction(name)));
  }

  async invoke(name: string, event: unknown = {}, requestId?: string): Promise<Invoked> {
    const one = this.#running.get(name)!;
    const answer = await one.running.invoke(event, requestId);
    const whole = one.running.output();
    const lines = whole.slice(one.seen).split('\n').filter(Boolean);
    one.seen = whole.length;
    // Only what somebody may look for: a day of everything would take as long as the day's runs.
    if (requestId && lines.length > 0) await one.shipped.ship(lines);
    return { answer, end: endOf(answer), measures: measuredIn(lines) };
  }

  /** Everything that all functions wrote. */
  output(): string {
    return [...this.#running.values()].map(({ running }) => running.output()).join('\n');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ running }) => running.stop()));
    await this.#front?.close();
  }

  async #startFunction(name: string): Promise<void> {
    const { moto, functions, logGroups, numerai, market, clock, newFolder } = this.#options;
    const deployed = functions[name]!;
    const folder = newFolder();
    await fetchDeployedCode(moto, { name: deployed, folder });
    const { Environment } = (await functionConfiguration(moto, deployed))!;
    const running = await runFunction({
      folder,
      now: clock.now,
      environment: {
        ...Environment.Variables,
        ...addressesOf(market),
        ...clock.environment,
        NUMERAI_API_URL: numerai.url,
        AWS_ENDPOINT_URL: this.url,
        // By which the front knows who calls.
        AWS_ACCESS_KEY_ID: name,
      },
    });
    const shipped = new ShippedOutput(moto.endpoint, logGroups[name]!);
    this.#running.set(name, { running, shipped, seen: 0 });
  }
}

function endOf(answer: Answer): string {
  if ('error' in answer) return answer.error.errorType;
  return (answer.response as { outcome: string }).outcome;
}

/** Where the providers are; keys come from the secret, as in AWS. */
function addressesOf({ environment }: MarketStandin): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name.endsWith('_URL')));
}
