import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { documentOf, runCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();

async function columnOf(path: string, column: string): Promise<unknown[]> {
  const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(path)).buffer });
  return rows.map((row) => row[column]);
}

describe('demo', () => {
  it('twice in a row ends in a confirmed submission of the whole universe, and leaves what is beside it', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, '.autopilot/models'), { recursive: true });
    writeFileSync(join(cwd, '.autopilot/models/mine'), 'keep me');
    for (let time = 1; time <= 2; time++) {
      const end = await runCli(['demo', '--json'], { cwd });
      expect(end).toMatchObject({ code: 0, signal: null });
      const document = documentOf(end) as { submission: string; universe: string };
      expect(document).toMatchObject({
        outcome: 'submitted',
        slots: [{ outcome: 'submitted', status: 'on-time', accepted: 300, universe: 300, degraded: false }],
        submission: join(cwd, '.autopilot/demo/rounds/1325/example_model/submission.parquet'),
        universe: join(cwd, '.autopilot/demo/rounds/1325/live.parquet'),
      });
      const signal = await columnOf(document.submission, 'signal');
      expect(await columnOf(document.submission, 'symbol')).toEqual(
        await columnOf(document.universe, 'symbol'),
      );
      expect(new Set(signal).size).toBeGreaterThan(100);
    }
    expect(readdirSync(cwd)).toEqual(['.autopilot']);
    expect(readFileSync(join(cwd, '.autopilot/models/mine'), 'utf8')).toBe('keep me');
  });

  it('shows people the answer first, both ends of the predictions and the way on, and the steps apart', async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await runCli(['demo'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Round 1325 {2}SUBMITTED {2}300 of 300 tokens accepted, on-time/);
    expect(stdout).toMatch(/\n1 +\S+ +0\.9983\n[\s\S]+\n300 +\S+ +0\.0017\n/);
    expect(stdout).toContain('\nFiles: .autopilot/demo\n');
    expect(stdout).toContain('To go live:');
    expect(stderr).toMatch(/^ +\d+\.\d\d s {2}A local Numerai listens at http:\/\/127\.0\.0\.1:\d+/);
    expect(stderr).toMatch(/ s {2}example_model: submission created\n/);
    expect(stdout + stderr).not.toContain('\u001b');
  });

  it('feeds a model with market features that it collects first', async () => {
    const cwd = folder();
    const end = await runCli(['demo', '--scenario', 'market', '--json'], { cwd });
    expect(end).toMatchObject({ code: 0 });
    expect(documentOf(end)).toMatchObject({
      outcome: 'submitted',
      slots: [{ candidate: 'market', accepted: 300, degraded: false }],
      collect: { outcome: 'collected', days: [{ outcome: 'collected', collected: 320 }] },
    });
  });

  it('submits the next candidate when the providers are down, degraded, and says why', async () => {
    const cwd = folder();
    const { code, stdout } = await runCli(['demo', '--scenario', 'provider-outage'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Round 1325 {2}DEGRADED {2}300 of 300 tokens accepted, on-time/);
    expect(stdout).toMatch(/market passed over: the market store ends on [\d-]+, the live file is of [\d-]+/);
    expect(stdout).toMatch(/\nexample_model +submitted \(degraded\) +on-time +300\/300 +demo\n/);
    expect(stdout).toContain('The better candidate was passed over, and demo saved the round.');
  });

  it('does not look at keys, addresses or settings of the user', async () => {
    const env = {
      NUMERAI_API_URL: 'http://127.0.0.1:1',
      NUMERAI_PUBLIC_ID: 'x y',
      AUTOPILOT_HOME: '/nowhere',
    };
    const cwd = folder();
    expect(await runCli(['demo', '--json', '--settings', 'gone.json'], { cwd, env })).toMatchObject({
      code: 0,
    });
    expect(existsSync('/nowhere')).toBe(false);
  });
});
