import { afterEach, beforeEach } from '@jest/globals';
import { type Reply, type ScriptedServer, scriptedServer } from '../../support/httpServer.ts';
import { type InstantClock, instantClock } from '../../support/instantClock.ts';
import { recordingLog } from '../../support/recordingLog.ts';

export interface ScriptedProvider {
  server: ScriptedServer;
  /** A client's options; the server answers with these. */
  answering(...replies: Reply[]): {
    url: string;
    key: string;
    clock: InstantClock;
    log: ReturnType<typeof recordingLog>;
  };
  /** Paths with query strings, in order. */
  asked(): string[];
}

/** A provider that answers what each test writes down. */
export function scriptedProvider(): ScriptedProvider {
  const provider = {} as ScriptedProvider;
  provider.answering = (...replies) => {
    provider.server.script(...replies);
    const url = provider.server.url.href;
    return { url, key: 'a-key-of-a-test-0001', clock: instantClock(), log: recordingLog() };
  };
  provider.asked = () => provider.server.requests.map(({ path }) => path);
  beforeEach(async () => {
    provider.server = await scriptedServer();
  });
  afterEach(() => provider.server.close());
  return provider;
}

/** A history of one token. */
export function historyOf(id: string, from: string, to = from) {
  return { tokens: [{ ucid: '1', id }], from, to };
}
