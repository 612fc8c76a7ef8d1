import { describe, expect, it } from '@jest/globals';
import { useDay } from '../support/day.ts';

const begin = useDay();

describe('several slots', () => {
  const everything = { slots: [{ name: '*', candidates: ['base'] }] };

  it('* stands for every Crypto model of the account and none of another tournament', async () => {
    const { tick } = await begin({ settings: everything });
    const { outcome, slots } = await tick();
    expect(outcome).toBe('submitted');
    expect(slots.map((slot) => slot.slot)).toEqual(['example_model', 'second_model']);
  });

  it('share one download', async () => {
    const { tick, numerai } = await begin({ settings: everything });
    await tick();
    expect(numerai.requests.filter((request) => request.operations.includes('download'))).toHaveLength(1);
  });

  it('do not stop each other, and a failed one is the outcome of the run', async () => {
    const slots = [
      { name: 'no_such_model', candidates: ['base'] },
      { name: 'second_model', candidates: ['no-such-candidate'] },
      { name: 'example_model', candidates: ['base'] },
    ];
    const { tick } = await begin({ settings: { slots } });
    const document = await tick();
    expect(document.outcome).toBe('failed');
    expect(document.slots).toMatchObject([
      { outcome: 'failed', error: { code: 'unknown_slot' } },
      { outcome: 'failed', error: { code: 'unknown_model' } },
      { outcome: 'submitted', accepted: 300 },
    ]);
    expect(document.submission).toContain('example_model');
  });

  it('can be run one at a time, and a name that is none of them is a usage error', async () => {
    const { tick } = await begin({ settings: everything });
    const { slots } = await tick({ slot: 'second_model' });
    expect(slots.map((slot) => slot.slot)).toEqual(['second_model']);
    await expect(tick({ slot: 'third_model' })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('two runs and dead runs', () => {
  it('two runs at once submit once', async () => {
    const { tick, created } = await begin();
    const documents = await Promise.all([tick(), tick()]);
    expect(created()).toHaveLength(1);
    const outcomes = documents.map((document) => document.outcome).sort();
    expect(['already-submitted,submitted', 'busy,submitted']).toContain(outcomes.join(','));
  });

  it('a run that died between the upload and its submission is taken over when its claim lapses', async () => {
    const { tick, clock, ports, created } = await begin();
    const dying = new Promise<never>(() => {});
    let died: () => void = () => {};
    const dead = new Promise<void>((resolve) => {
      died = resolve;
    });
    const numerai = {
      ...ports.numerai,
      createSubmission: () => {
        died();
        return dying;
      },
    };
    void tick({ ports: { numerai } });
    await dead;
    expect(await tick()).toMatchObject({ outcome: 'busy', slots: [{ outcome: 'busy' }] });
    clock.advance(269);
    expect(await tick()).toMatchObject({ outcome: 'busy' });
    clock.advance(2);
    expect(await tick()).toMatchObject({ outcome: 'submitted' });
    expect(created()).toHaveLength(1);
  });

  it('a run that lost its claim while uploading does not submit', async () => {
    const { tick, ports, store, created } = await begin();
    const numerai = {
      ...ports.numerai,
      upload: async (...args: Parameters<typeof ports.numerai.upload>) => {
        const name = await ports.numerai.upload(...args);
        const claim = { runId: 'other', expiresAt: '2026-11-24T12:30:00.000Z' };
        await store.put(
          'rounds/1325/example_model/claim.json',
          new TextEncoder().encode(JSON.stringify(claim)),
        );
        return name;
      },
    };
    expect(await tick({ ports: { numerai } })).toMatchObject({
      outcome: 'failed',
      slots: [{ error: { code: 'claim_lost' } }],
    });
    expect(created()).toEqual([]);
  });
});

describe('Numerai in trouble', () => {
  it.each([
    'unreachable',
    'reset-mid-body',
    'error-500',
    'error-504-html',
    'rate-limited',
    'html-200',
    'data-null',
    'errors-dict',
    'internal-error',
    'snake-case-only',
  ])('%s for a while costs no round', async (fault) => {
    const { tick, numerai, created } = await begin();
    numerai.faults.push(`${fault}:${fault === 'snake-case-only' ? 'always' : 2}`);
    expect(await tick()).toMatchObject({ outcome: 'submitted', slots: [{ accepted: 300 }] });
    expect(created()).toHaveLength(1);
  });

  it.each([
    ['unreachable:always', 'network_error'],
    ['error-500:always', 'server_error'],
    ['html-200:always', 'malformed_answer'],
    ['rate-limited:always', 'rate_limited'],
  ])('%s ends in a typed error with a hint', async (fault, code) => {
    const { tick, numerai } = await begin();
    numerai.faults.push(fault);
    await expect(tick()).rejects.toMatchObject({ code, hint: expect.stringMatching(/\w/) });
  });

  it('refused keys end in an error that no slot hides', async () => {
    const { tick } = await begin({
      numerai: {
        tokens: [{ publicId: 'A'.repeat(32), secretKey: 'B'.repeat(64), scopes: ['upload_submission'] }],
      },
    });
    await expect(tick()).rejects.toMatchObject({ code: 'numerai_scope_missing' });
  });
});
