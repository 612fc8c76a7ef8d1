import { describe, expect, it } from '@jest/globals';
import { collectHandler } from '../../functions/collect.ts';
import { AccessError, RefusedError, TransientError } from '../../shared/errors.ts';
import type { Notice } from '../../shared/ports.ts';
import { parseSettings } from '../../shared/settings.ts';
import { functionOutput } from '../support/functionOutput.ts';
import { lambdaContext } from '../support/lambdaContext.ts';
import { marketPlace } from '../support/marketPlace.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const output = functionOutput();
const newFolder = temporaryFolders();

function deployed(market: Record<string, unknown> | undefined = {}) {
  const place = marketPlace(newFolder());
  const notices: Notice[] = [];
  const notifier = { notify: async (notice: Notice) => void notices.push(notice) };
  const settings = parseSettings({ slots: [{ name: 'example_model', candidates: ['base'] }], market });
  const handler = collectHandler(async (log) => ({ ports: { ...place.ports, log, notifier }, settings }));
  let runs = 0;
  return { place, notices, invoke: () => handler({}, lambdaContext(`request-${++runs}`)) };
}

describe('collect', () => {
  it('answers with its document, logs it once, and says that no key is in trouble', async () => {
    const { invoke, place, notices } = deployed();
    const document = await invoke();
    expect(document).toMatchObject({ outcome: 'collected', days: [{ day: '2026-11-23', collected: 120 }] });
    expect(output.lines().at(-1)).toMatchObject({
      level: 'INFO',
      message: 'Collect ended',
      details: { document },
    });
    expect(output.metrics()).toEqual({ KeysInTrouble: 0 });
    expect(notices).toEqual([]);
    const note = await place.store.get('market/last-run.json');
    expect(JSON.parse(new TextDecoder().decode(note!.bytes))).toEqual(document);
  });

  it('does not fail when others stand in, but warns, and measures a key that opens nothing any more', async () => {
    const { invoke, place } = deployed();
    await invoke();
    place.clock.set(new Date('2026-11-25T00:40:00Z'));
    place.cmc.fault = new AccessError('access_denied', 'GET https://example.test/ answered 401');
    expect(await invoke()).toMatchObject({ outcome: 'partial' });
    expect(output.lines().at(-1)).toMatchObject({ level: 'WARN', message: 'Collect ended' });
    expect(output.metrics()).toMatchObject({ KeysInTrouble: 1 });
  });

  it('counts a plan that is used up as trouble with keys: no repeat mends it', async () => {
    const { invoke, place } = deployed();
    await invoke();
    place.clock.set(new Date('2026-11-25T00:40:00Z'));
    place.cmc.fault = new RefusedError('quota_spent', 'GET https://example.test/ answered 429');
    await invoke();
    expect(output.metrics()).toMatchObject({ KeysInTrouble: 1 });
  });

  it('fails when nobody gives anything, tells a person once a day, and goes on to fail quietly', async () => {
    const { invoke, place, notices } = deployed();
    for (const provider of [place.cmc, place.binance, place.gecko, place.index]) {
      provider.fault = new TransientError('server_error', 'GET https://example.test/ answered 503');
    }
    await expect(invoke()).rejects.toMatchObject({ code: 'market_data_missing' });
    await expect(invoke()).rejects.toMatchObject({ code: 'market_data_missing' });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ event: 'failed', text: expect.stringContaining('503') });
  });

  it('has nothing to do, and asks nobody, where the settings have no market', async () => {
    const place = marketPlace(newFolder());
    const settings = parseSettings({ slots: [{ name: 'example_model', candidates: ['base'] }] });
    const notifier = { notify: async () => undefined };
    const handler = collectHandler(async (log) => ({ ports: { ...place.ports, log, notifier }, settings }));
    expect(await handler({}, lambdaContext('request-1'))).toMatchObject({ outcome: 'nothing-configured' });
    expect(place.cmc.asked).toEqual([]);
  });
});
