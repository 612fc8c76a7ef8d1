import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { numberColumn, textColumn } from '../../shared/domain/table.ts';
import { goldenTable } from '../support/goldenTables.ts';

const csv = Buffer.from('symbol,ucid,x\n1INCH,8104,0.5\nNMR,1732,NaN\n');
const parquet = goldenTable('pandas-index.parquet');

describe('readTable', () => {
  it.each([
    ['CSV', csv],
    ['gzipped CSV', gzipSync(csv)],
  ])('reads %s, ids as text', async (_, bytes) => {
    const table = await tableFiles.readTable(bytes);
    expect(textColumn(table, 'symbol')).toEqual(['1INCH', 'NMR']);
    expect(textColumn(table, 'ucid')).toEqual(['8104', '1732']);
    expect([...numberColumn(table, 'x')]).toEqual([0.5, Number.NaN]);
  });

  it.each([
    ['Parquet', parquet],
    ['gzipped Parquet', gzipSync(parquet)],
  ])('reads %s', async (_, bytes) => {
    expect(textColumn(await tableFiles.readTable(bytes), 'symbol')).toEqual(['aB', 'C']);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'file_empty'],
    ['gzipped nothing', gzipSync(''), 'file_empty'],
    ['blank lines', Buffer.from('\n\n'), 'file_empty'],
    ['a byte-order mark alone', Buffer.from('\ufeff'), 'file_empty'],
    ['a web page', Buffer.from('\ufeff\n <html><body>Bad gateway</body></html>'), 'not_a_table'],
    ['an S3 error', Buffer.from('<?xml version="1.0"?><Error/>'), 'not_a_table'],
    ['a JSON error', Buffer.from('{"errors":[{"message":"no"}]}'), 'not_a_table'],
    ['gzip inside gzip', gzipSync(gzipSync(csv)), 'not_a_table'],
    ['a cut gzip file', gzipSync(csv).subarray(0, 30), 'file_damaged'],
    ['a cut Parquet file', parquet.subarray(0, parquet.length - 1), 'file_damaged'],
    ['two bytes of a Parquet file', parquet.subarray(0, 2), 'file_damaged'],
    ['binary', Buffer.from([0x4c, 0, 1]), 'not_a_table'],
  ])('says what is wrong with %s', async (_, bytes, code) => {
    await expect(tableFiles.readTable(bytes)).rejects.toMatchObject({ name: 'InputError', code });
  });

  it('stops unpacking at 256 MiB, before the memory ends', async () => {
    const bomb = gzipSync(Buffer.alloc(257 * 2 ** 20), { level: 1 });
    await expect(tableFiles.readTable(bomb)).rejects.toMatchObject({ code: 'file_too_large' });
  }, 60_000);
});

describe('submissionFile', () => {
  const submission = { symbols: ['BTC', '币安人生'], values: Float64Array.of(0.25, 0.75) };

  it.each(['parquet', 'csv'] as const)('comes back from %s as it was', async (format) => {
    const table = await tableFiles.readTable(await tableFiles.submissionFile(submission, format));
    expect([...table.columns.keys()]).toEqual(['symbol', 'signal']);
    expect(textColumn(table, 'symbol')).toEqual(submission.symbols);
    expect(numberColumn(table, 'signal')).toEqual(submission.values);
  });

  it('carries a symbol named NA in Parquet and refuses it in CSV', async () => {
    const odd = { ...submission, symbols: ['BTC', 'NA'] };
    const table = await tableFiles.readTable(await tableFiles.submissionFile(odd, 'parquet'));
    expect(textColumn(table, 'symbol')).toEqual(['BTC', 'NA']);
    await expect(tableFiles.submissionFile(odd, 'csv')).rejects.toMatchObject({ code: 'symbol_not_for_csv' });
  });
});
