import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, it } from '@jest/globals';
import { lambdaLog } from '../../functions/lambdaLog.ts';
import { TransientError } from '../../shared/errors.ts';
import { functionOutput } from '../support/functionOutput.ts';

const output = functionOutput();
const log = lambdaLog(new Logger({ serviceName: 'under-test' }));

describe('lambdaLog', () => {
  it('keeps the fields apart from those of Powertools, whatever they are called', () => {
    log.info('claimed', { message: 'mine', level: 7, slot: 'one' });
    expect(output.lines()).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: 'claimed',
        service: 'under-test',
        details: { message: 'mine', level: 7, slot: 'one' },
      }),
    ]);
  });

  it('writes no empty details', () => {
    log.warn('alone');
    expect(output.lines()[0]).not.toHaveProperty('details');
  });

  it('tells of an error what it says, where it was, and nothing of its cause', () => {
    const cause = Object.assign(new Error('with HUSHHUSH'), { request: { Authorization: 'HUSHHUSH' } });
    log.warn('slot: failed', { error: new TransientError('network_error', 'no way to Numerai', { cause }) });
    expect(output.lines()[0]).toMatchObject({
      level: 'WARN',
      details: {
        error: {
          code: 'network_error',
          message: 'no way to Numerai',
          stack: expect.arrayContaining([expect.stringContaining('lambdaLog.test')]),
        },
      },
    });
    expect(output.text()).not.toContain('HUSHHUSH');
  });

  it('tells of a thrown Node error, too', () => {
    let thrown: unknown;
    try {
      new URL('not an address');
    } catch (error) {
      thrown = error;
    }
    log.warn('failed', { error: thrown });
    expect(output.lines()[0]).toMatchObject({
      details: { error: { code: 'internal_error', message: 'Invalid URL' } },
    });
  });
});
