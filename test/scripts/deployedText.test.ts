import { describe, expect, it } from '@jest/globals';
import { deployedText } from '../../scripts/deployedText.ts';
import { parseDeploymentSettings } from '../../shared/settings.ts';

const settings = parseDeploymentSettings({
  slots: [{ name: 'example_model', candidates: ['base'] }],
  alertEmails: [],
});
const stack = {
  name: 'numerai-crypto-autopilot',
  status: 'CREATE_COMPLETE',
  changedAt: new Date('2026-11-24T12:00:00Z'),
  outputs: { AutopilotBucket: 'bucket-now', AutopilotSecret: 'secret', Dashboard: 'page' },
};
const textAfter = (before: string | undefined) =>
  deployedText({ stack, parts: [], settings, before }, (_style, text) => text);

describe('what deploy says', () => {
  it('names the bucket that a destroyed stack has left, and how to take its models over', () => {
    expect(textAfter('bucket-before')).toContain('aws s3 sync s3://bucket-before s3://bucket-now\n');
  });

  it.each([undefined, 'bucket-now'])('says nothing of it when the bucket before was %s', (before) => {
    expect(textAfter(before)).not.toContain('s3 sync');
  });
});
