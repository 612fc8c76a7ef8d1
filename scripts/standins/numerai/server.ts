import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, deliver, json } from './answer.ts';
import { dayBefore, SECOND } from './apiTime.ts';
import { FaultSwitch } from './faultSwitch.ts';
import { answerGraphql } from './graphqlEndpoint.ts';
import { LiveData } from './liveData.ts';
import { LocalNumerai } from './localNumerai.ts';
import { DEFAULTS, type NumeraiOptions } from './options.ts';
import { Presigner } from './presigner.ts';
import { RoundCalendar } from './roundCalendar.ts';
import { StandinClock } from './standinClock.ts';
import { answerStorage } from './storageEndpoint.ts';
import { SubmissionsLedger } from './submissionsLedger.ts';
import { Uploads } from './uploads.ts';
import type { World } from './world.ts';

/**
 * Starts a Numerai on this machine: its GraphQL API, its storage and its rules, for Crypto. A round opens when the
 * options say so.
 *
 * @throws UsageError `usage` for an unknown fault
 */
export async function startNumerai(options: Partial<NumeraiOptions> = {}): Promise<LocalNumerai> {
  const server = createServer();
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const world = createWorld({ ...DEFAULTS, ...Object.fromEntries(given) }, () => urlOf(server));
  server.on('request', (request, response) => {
    answerTo(world, request)
      .catch((error: Error) => json(500, { errors: { detail: `local Numerai: ${error.message}` } }))
      .then((answer) => deliver(response, answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(world.options.port, '127.0.0.1', resolve);
  });
  return new LocalNumerai(world, server);
}

function createWorld(options: NumeraiOptions, url: () => string): World {
  const clock = new StandinClock(options.clock);
  const firstOpens = new Date(clock.now().getTime() + options.opensInSeconds * SECOND);
  const calendar = new RoundCalendar(options, firstOpens);
  return {
    options,
    url,
    clock,
    calendar,
    ledger: new SubmissionsLedger(),
    uploads: new Uploads(),
    presigner: new Presigner(),
    live: new LiveData(options.live, () => dayBefore(calendar.newest(clock.now()).openTime)),
    webhooks: new Map(),
    faults: new FaultSwitch(options.faults),
    requests: [],
  };
}

async function answerTo(world: World, request: IncomingMessage): Promise<Answer> {
  const body = Buffer.concat(await request.toArray());
  const path = request.url?.split('?')[0] ?? '/';
  if (path.startsWith('/storage/')) return answerStorage(world, request, body);
  const isApi = request.method === 'POST' && (path === '/' || path === '/graphql');
  return isApi
    ? answerGraphql(world, request, body.toString('utf8'))
    : json(404, { errors: { detail: 'Not Found' } });
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
