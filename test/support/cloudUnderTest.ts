import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import type { MarketStandin } from '../../scripts/standins/providers/marketStandin.ts';
import { startMarket } from '../../scripts/standins/providers/startMarket.ts';
import { stackParts } from '../../shared/adapters/aws/deployedStack.ts';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import type { Store } from '../../shared/ports.ts';
import { cdk } from './cdkCommand.ts';
import { DeployedCloud, type Invoked } from './deployedCloud.ts';
import { createKeys, pushDemoModel } from './localCloud.ts';
import { connectionTo, type Moto } from './moto.ts';
import { type MovedClock, movedClock } from './movedClock.ts';
import { type CliEnd, runCli } from './runCli.ts';

const STACK = 'numerai-crypto-autopilot';
const NAMES = ['submit', 'verify', 'collect'] as const;

/** Everything that can be deployed: several slots, a model, a user's own column, market data, somebody to be told. */
export const CLOUD_SETTINGS = {
  slots: [
    { name: 'example_model', candidates: ['demo'] },
    { name: 'second_model', candidates: [{ name: 'own', signal: 'mine.alpha' }, 'trend', 'demo'] },
  ],
  market: { providers: ['coinmarketcap'], indexes: [], top: 100, historyDays: 30 },
  alertEmails: ['operator@example.com'],
};

/** The real stack, deployed by the real commands to moto, with its functions under AWS's runtime client. */
export class CloudUnderTest {
  readonly moto: Moto;
  readonly folder: string;
  readonly clock: MovedClock;
  readonly numerai: LocalNumerai;
  readonly market: MarketStandin;
  #functions: DeployedCloud | undefined;

  private constructor(moto: Moto, folder: string, { clock, numerai, market }: Surroundings) {
    this.moto = moto;
    this.folder = folder;
    this.clock = clock;
    this.numerai = numerai;
    this.market = market;
  }

  /** @param day on which the first round opens, at 12:00 UTC */
  static async deploy(moto: Moto, newFolder: () => string, day: string): Promise<CloudUnderTest> {
    const folder = newFolder();
    const clock = movedClock(folder);
    clock.set(new Date(`${day}T00:00:00Z`));
    // Longer than a run has: what is to fail need not be waited for.
    const busy = { retryAfterSeconds: 3600 };
    const numerai = await startNumerai({ clock: clock.now, opensInSeconds: 12 * 3600, ...busy });
    const market = await startMarket({ clock: clock.now, perMinute: {} });
    const made = new CloudUnderTest(moto, folder, { clock, numerai, market });
    writeFileSync(made.settingsFile, JSON.stringify(CLOUD_SETTINGS));
    await cdk(['bootstrap', 'aws://123456789012/us-east-1'], { endpoint: moto.endpoint, folder });
    await made.deployAgain();
    await createKeys(moto.clients(), made.keys());
    await pushDemoModel(moto.clients(), made.outputs().AutopilotBucket!);
    await made.#start(newFolder);
    return made;
  }

  get settingsFile(): string {
    return join(this.folder, 'settings.json');
  }

  get functions(): DeployedCloud {
    return this.#functions!;
  }

  keys(): Record<string, string> {
    const { publicId, secretKey } = this.numerai.token;
    const { CMC_API_KEY = '' } = this.market.environment;
    return { NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey, CMC_API_KEY };
  }

  /** What deploy left behind. */
  outputs(): Record<string, string> {
    return JSON.parse(readFileSync(join(this.folder, 'cdk-outputs.json'), 'utf8'))[STACK];
  }

  functionName(name: string): string {
    return this.outputs()[`${name[0]!.toUpperCase()}${name.slice(1)}Function`]!;
  }

  store(): Store {
    return s3Store({ bucket: this.outputs().AutopilotBucket!, client: this.moto.clients().s3 });
  }

  /** The real command line, as its user has it. */
  cli(...args: string[]): Promise<CliEnd> {
    const env = {
      AWS_ENDPOINT_URL: this.#functions?.url ?? this.moto.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'operator',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      NUMERAI_API_URL: this.numerai.url,
      CMC_API_URL: this.market.urls.coinmarketcap,
    };
    return runCli(['--settings', this.settingsFile, ...args], { cwd: this.folder, env });
  }

  async deployAgain(...args: string[]): Promise<void> {
    const end = await this.cli(
      'deploy',
      '--yes',
      '--json',
      '--',
      '--output',
      join(this.folder, 'cdk.out'),
      ...args,
    );
    if (end.code !== 0) throw new Error(JSON.stringify(end));
  }

  /** A tick of a function at a time of day. */
  async tick(name: string, at: Date): Promise<Invoked> {
    this.clock.set(at);
    return this.functions.invoke(name);
  }

  /** A run of a function at a time of a day, UTC. */
  at(day: string, time: string, name: string): Promise<Invoked> {
    return this.tick(name, new Date(`${day}T${time}:00Z`));
  }

  /** Lets a round open at 12:00 of a day; it is 11:50 now. */
  openRound(day: string): void {
    this.clock.set(new Date(`${day}T11:50:00Z`));
    this.numerai.openNextRound({ inSeconds: 600 });
  }

  async close(): Promise<void> {
    await this.#functions?.stop();
    await this.numerai.close();
    await this.market.close();
  }

  async #start(newFolder: () => string): Promise<void> {
    const { moto, numerai, market, clock } = this;
    const parts = await stackParts(STACK, connectionTo(moto.endpoint));
    const groups = parts.filter(({ type }) => type === 'AWS::Logs::LogGroup');
    const groupOf = (name: string) =>
      groups.find(({ logicalId }) => logicalId.toLowerCase().startsWith(name))!.name;
    const functions = Object.fromEntries(NAMES.map((name) => [name, this.functionName(name)]));
    const logGroups = Object.fromEntries(NAMES.map((name) => [name, groupOf(name)]));
    this.#functions = new DeployedCloud({ moto, functions, logGroups, numerai, market, clock, newFolder });
    await this.#functions.start();
  }
}

interface Surroundings {
  readonly clock: MovedClock;
  readonly numerai: LocalNumerai;
  readonly market: MarketStandin;
}
