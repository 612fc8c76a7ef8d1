import { describe, expect, it } from '@jest/globals';
import { TransientError } from '../../shared/errors.ts';
import { announce } from '../../shared/pipeline/announce.ts';
import { orTold } from '../../shared/pipeline/orTold.ts';
import type { Store } from '../../shared/ports.ts';
import { at, useDay } from '../support/day.ts';

const startDay = useDay();
const NEWS = { event: 'missed', subject: 'Round 1325 missed', text: 'text', once: 'r1325/missed' } as const;
const withNotifications = (notifications: object) => startDay({ models: [], settings: { notifications } });

describe('announce', () => {
  it('tells once under a name, and notes that in the store', async () => {
    const { ports, settings, told, store } = await withNotifications({});
    await announce(ports, settings, NEWS);
    await announce(ports, settings, NEWS);
    await announce(ports, settings, { ...NEWS, once: 'r1326/missed' });
    const { event, subject, text } = NEWS;
    expect(told).toEqual([
      { event, subject, text, loud: true },
      { event, subject, text, loud: true },
    ]);
    expect(await store.list('notices/')).toEqual(['notices/r1325/missed.json', 'notices/r1326/missed.json']);
  });

  it.each([
    ['loud', [true]],
    ['silent', [false]],
    ['off', []],
  ])('is as loud as the settings want it: %s', async (missed, expected) => {
    const { ports, settings, told, store } = await withNotifications({ missed });
    await announce(ports, settings, NEWS);
    expect(told.map(({ loud }) => loud)).toEqual(expected);
    expect(await store.list('notices/')).toHaveLength(expected.length);
  });

  it('rather tells twice than never when the store is in trouble', async () => {
    const { ports, settings, notices } = await withNotifications({});
    const put: Store['put'] = async () => {
      throw new TransientError('store_unavailable', 'no way to S3');
    };
    const broken = { ...ports, store: { ...ports.store, put } };
    await announce(broken, settings, NEWS);
    await announce(broken, settings, NEWS);
    expect(notices).toHaveLength(2);
  });
});

describe('orTold', () => {
  const failing = async () => {
    throw new TransientError('server_error', 'Numerai answered 502');
  };
  const signal = new AbortController().signal;

  it('tells of a failure once a day for each kind, and lets it go on', async () => {
    const { ports, settings, clock, told } = await withNotifications({});
    for (const time of ['03:03', '03:23']) {
      clock.set(at(time));
      await expect(orTold(ports, { settings, signal }, failing)).rejects.toThrow('502');
    }
    clock.set(new Date('2026-11-25T03:03:00Z'));
    await expect(orTold(ports, { settings, signal }, failing)).rejects.toThrow('502');
    expect(told).toMatchObject([{ event: 'failed' }, { event: 'failed' }]);
    expect(told[0]!.text).toMatch(/^It costs .*\nWhy: Numerai answered 502\nWhat to do: /);
  });

  it('tells nobody of a dry run, nor of a run that was stopped', async () => {
    const { ports, settings, told } = await withNotifications({});
    const stopped = AbortSignal.abort();
    await expect(orTold(ports, { settings, signal, dryRun: true }, failing)).rejects.toThrow();
    await expect(orTold(ports, { settings, signal: stopped }, failing)).rejects.toThrow();
    expect(told).toEqual([]);
  });

  it('tells nothing of what went well', async () => {
    const { ports, settings, told } = await withNotifications({});
    expect(await orTold(ports, { settings, signal }, async () => 7)).toBe(7);
    expect(told).toEqual([]);
  });
});
