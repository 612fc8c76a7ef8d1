import { describe, expect, it } from '@jest/globals';
import { FaultSwitch } from '../../../../scripts/standins/numerai/faultSwitch.ts';

const anyQuery = ['rounds'];

describe('FaultSwitch', () => {
  it('strikes once by default and then lets everything pass', () => {
    const faults = new FaultSwitch(['error-500']);
    expect(faults.take(['error-500'], anyQuery)).toBe('error-500');
    expect(faults.take(['error-500'], anyQuery)).toBeUndefined();
  });

  it('strikes as often as its count says', () => {
    const faults = new FaultSwitch(['error-500:3']);
    const struck = Array.from({ length: 5 }, () => faults.take(['error-500'], anyQuery));
    expect(struck).toEqual(['error-500', 'error-500', 'error-500', undefined, undefined]);
  });

  it('strikes until it is cleared with "always"', () => {
    const faults = new FaultSwitch(['timeout:always']);
    for (let i = 0; i < 100; i++) expect(faults.take(['timeout'], anyQuery)).toBe('timeout');
    faults.clear();
    expect(faults.take(['timeout'], anyQuery)).toBeUndefined();
  });

  it('spares other operations than the one it names', () => {
    const faults = new FaultSwitch(['error-500@createSubmission:2']);
    expect(faults.take(['error-500'], ['rounds'])).toBeUndefined();
    expect(faults.take(['error-500'], ['rounds', 'createSubmission'])).toBe('error-500');
    expect(faults.names()).toEqual(['error-500']);
  });

  it('spares storage unless it names it', () => {
    const faults = new FaultSwitch(['unreachable']);
    expect(faults.take(['unreachable'], ['put'])).toBeUndefined();
    expect(faults.take(['unreachable'], ['download'])).toBeUndefined();
    faults.push('unreachable@put');
    expect(faults.take(['unreachable'], ['put'])).toBe('unreachable');
    expect(faults.names()).toEqual(['unreachable']);
  });

  it('takes the one that was switched on first', () => {
    const faults = new FaultSwitch(['timeout', 'error-500']);
    expect(faults.take(['error-500', 'timeout'], anyQuery)).toBe('timeout');
    expect(faults.take(['error-500', 'timeout'], anyQuery)).toBe('error-500');
  });

  it.each(['no-such-fault', 'error-500:0', 'error-500:-1', 'error-500:often', 'toString', ''])(
    'refuses %p and names the faults there are',
    (spec) => {
      expect(() => new FaultSwitch([spec])).toThrow(
        expect.objectContaining({ code: 'usage', hint: expect.stringContaining('put-403') }),
      );
    },
  );
});
