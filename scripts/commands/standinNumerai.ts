import { once } from 'node:events';
import { resolve } from 'node:path';
import { codeOf } from '../../shared/adapters/local/diskError.ts';
import { UsageError } from '../../shared/errors.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { readInput } from '../readInput.ts';
import type { LocalNumerai } from '../standins/numerai/localNumerai.ts';
import { CRYPTO } from '../standins/numerai/options.ts';
import { startNumerai } from '../standins/numerai/server.ts';
import type { Paint } from '../terminal.ts';

interface StandinOptions {
  readonly port?: number;
  readonly opensIn?: number;
  readonly window?: number;
  readonly fault?: readonly string[];
  readonly live?: string;
}

/** A local Numerai that runs until it is interrupted. */
export const standinNumerai: CommandFunction<StandinOptions> = async (options, terminal) => {
  const signal = interruption();
  const numerai = await start(options);
  const document = facts(numerai, options.opensIn ?? 0);
  terminal.result(document, standinText(document, terminal.paint));
  if (!signal.aborted) await once(signal, 'abort');
  await numerai.close();
  return { document, text: '' };
};

async function start({ port = 0, opensIn, window, fault, live }: StandinOptions): Promise<LocalNumerai> {
  if (live !== undefined) await readInput(live);
  const options = {
    port,
    opensInSeconds: opensIn,
    windowSeconds: window,
    faults: fault,
    live: live && resolve(live),
  };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const numerai = await startNumerai(Object.fromEntries(given)).catch((error) => {
    throw codeOf(error) ? new UsageError('usage', `port ${port} cannot be had: ${codeOf(error)}`) : error;
  });
  try {
    await numerai.live.symbols();
    return numerai;
  } catch (error) {
    await numerai.close();
    throw error;
  }
}

function facts({ url, token, models, round }: LocalNumerai, opensInSeconds: number) {
  const { publicId, secretKey } = token;
  const { number, openTime, closeStakingTime } = round;
  const next = opensInSeconds > 0 ? { number: number + 1, opensInSeconds } : null;
  return { url, publicId, secretKey, models, round: { number, openTime, closeStakingTime }, next };
}

type Facts = ReturnType<typeof facts>;

function standinText({ url, publicId, secretKey, models, round, next }: Facts, paint: Paint): string {
  const crypto = models.filter(({ tournament }) => tournament === CRYPTO).map(({ name }) => name);
  const [open, close] = [round.openTime, round.closeStakingTime].map((time) => time.toISOString());
  return [
    paint('bold', `A local Numerai listens at ${url} until Ctrl-C`),
    next
      ? `Round ${next.number} opens in ${next.opensInSeconds} s`
      : `Round ${round.number} is on-time from ${open} until ${close}`,
    `Crypto models: ${crypto.join(', ')}`,
    '',
    'To use it from another terminal (the keys are good for nothing else):',
    `  export NUMERAI_API_URL=${url}`,
    `  export NUMERAI_PUBLIC_ID=${publicId}`,
    `  export NUMERAI_SECRET_KEY=${secretKey}`,
    '  npm run -s autopilot -- run --local',
  ].join('\n');
}
