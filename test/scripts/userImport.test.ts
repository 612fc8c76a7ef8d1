import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { documentOf, runCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();

it('puts a CSV into the store and says what its columns are called, or why it cannot', async () => {
  const cwd = folder();
  writeFileSync(
    join(cwd, 'chain.csv'),
    'symbol,date,flow,fees\nBTC,2026-05-19,1,\n币安人生,2026-05-20,2,0.5\n',
  );
  const run = (...args: string[]) =>
    runCli(['user', 'import', 'chain.csv', '--table', 'chain', '--local', '--json', ...args], { cwd });
  expect(documentOf(await run())).toEqual({
    table: 'chain',
    rows: 2,
    features: ['chain.flow', 'chain.fees'],
    days: [
      { day: '2026-05-19', rows: 1, replaced: false },
      { day: '2026-05-20', rows: 1, replaced: false },
    ],
  });
  const refused = await run('--date', '2026-05-20');
  expect([refused.code, documentOf(refused)]).toMatchObject([1, { error: { code: 'user_table_invalid' } }]);
  writeFileSync(join(cwd, 'chain.csv'), 'symbol,date,flow\nBTC,2999-05-19,1\n');
  expect(documentOf(await run())).toMatchObject({ error: { code: 'user_table_invalid' } });
  const noDay = await run('--date', 'today');
  expect([noDay.code, documentOf(noDay)]).toMatchObject([2, { error: { code: 'usage' } }]);
});
