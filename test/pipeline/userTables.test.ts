import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { importUserTable, readUserDays } from '../../shared/pipeline/userTables.ts';
import { columnTable } from '../support/columnTable.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();
const ROWS = columnTable({
  date: ['2026-05-19', '2026-05-20', '2026-05-20'],
  ucid: ['1', '1', '1027'],
  flow: [0.1, 0.2, null],
});

function shelf() {
  const home = folder();
  return { home, store: directoryStore(home), files: tableFiles };
}

describe('a table of the user', () => {
  it('comes back day by day as it was imported, and nothing outside the days asked for', async () => {
    const at = shelf();
    const imported = await importUserTable(at, { table: 'chain', day: undefined, rows: ROWS });
    expect(imported).toEqual([
      { day: '2026-05-19', rows: 1, replaced: false },
      { day: '2026-05-20', rows: 2, replaced: false },
    ]);
    const days = await readUserDays(at, { table: 'chain', from: '2026-05-20', to: '2026-05-31' });
    expect(days.map(({ day, columns }) => [day, [...columns.get('flow')!]])).toEqual([
      ['2026-05-20', [0.2, NaN]],
    ]);
  });

  it('replaces a day whole when it is imported again', async () => {
    const at = shelf();
    await importUserTable(at, { table: 'chain', day: undefined, rows: ROWS });
    const rows = columnTable({ symbol: ['BTC'], flow: [9] });
    const again = await importUserTable(at, { table: 'chain', day: '2026-05-20', rows });
    expect(again).toEqual([{ day: '2026-05-20', rows: 1, replaced: true }]);
    const [only] = await readUserDays(at, { table: 'chain', from: '2026-05-20', to: '2026-05-20' });
    expect([only?.joinedBy, [...only!.places.keys()]]).toEqual(['symbol', ['BTC']]);
  });

  it('is not written in part when one of its days is unusable', async () => {
    const at = shelf();
    const rows = columnTable({
      date: ['2026-05-19', '2026-05-20', '2026-05-20'],
      ucid: ['1', '1', '1'],
      x: [1, 2, 3],
    });
    await expect(importUserTable(at, { table: 'chain', day: undefined, rows })).rejects.toThrow(
      /more than once/,
    );
    expect(await at.store.list('user/')).toEqual([]);
  });

  it.each([
    ['is of today', '2026-05-20', undefined],
    ['is of a day to come', '2026-05-19', /numbers of 2026-05-20, and today is 2026-05-19/],
  ])('that %s', async (_, today, refusal) => {
    const at = shelf();
    const importing = importUserTable(at, { table: 'chain', day: undefined, today, rows: ROWS });
    if (refusal) await expect(importing).rejects.toThrow(refusal);
    else await importing;
    expect(await at.store.list('user/')).toHaveLength(refusal ? 0 : 2);
  });

  it('may have files of other programs beside, as long as no token of a day is in two', async () => {
    const at = shelf();
    await importUserTable(at, { table: 'chain', day: undefined, rows: ROWS });
    const put = async (day: string, columns: Parameters<typeof columnTable>[0]) => {
      mkdirSync(join(at.home, `user/chain/date=${day}`), { recursive: true });
      const bytes = await tableFiles.writeTable(columnTable(columns));
      writeFileSync(join(at.home, `user/chain/date=${day}/part-0.parquet`), bytes);
    };
    const read = () => readUserDays(at, { table: 'chain', from: '2026-05-01', to: '2026-05-31' });
    await put('2026-05-19', { ucid: ['2'], flow: [5] });
    expect((await read()).map(({ day }) => day)).toEqual(['2026-05-19', '2026-05-19', '2026-05-20']);
    await put('2026-05-20', { ucid: ['1027'], flow: [5] });
    await expect(read()).rejects.toMatchObject({
      code: 'user_table_invalid',
      message: 'two files of chain on 2026-05-20 both have ucid 1027',
    });
  });

  it('says so when there is none, and what a name looks like', async () => {
    const at = shelf();
    await expect(readUserDays(at, { table: 'chain', from: '', to: '9' })).rejects.toMatchObject({
      code: 'user_table_missing',
    });
    for (const table of ['a.b', '', '../x', 'a/b']) {
      await expect(importUserTable(at, { table, day: undefined, rows: ROWS })).rejects.toMatchObject({
        code: 'usage',
      });
    }
  });
});
