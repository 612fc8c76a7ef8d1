import { readFile } from 'node:fs/promises';
import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import { type Table, textColumn } from '../../../shared/domain/table.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { type LookalikeOptions, lookalikeLive } from '../lookalike.ts';
import { redated } from './redated.ts';

/** Bytes are served as they are; of the Parquet file at a path only the `date` is changed; or a look-alike is made. */
export type LiveSource = Uint8Array | string | Omit<LookalikeOptions, 'date'>;

/** The live file, dated as the current round wants it unless it is told otherwise. */
export class LiveData {
  #source: LiveSource;
  #day: string | undefined;
  readonly #expectedDay: () => string;
  readonly #files = new Map<string, Promise<Uint8Array>>();
  readonly #tables = new Map<string, Promise<Table>>();

  constructor(source: LiveSource, expectedDay: () => string) {
    this.#source = source;
    this.#expectedDay = expectedDay;
  }

  /** Serves something else from now on: another universe, or a damaged file. */
  replace(source: LiveSource): void {
    this.#source = source;
    this.#files.clear();
    this.#tables.clear();
  }

  /** Fixes the file's `date` to `YYYY-MM-DD`; undefined lets it follow the rounds again. */
  setDay(day: string | undefined): void {
    this.#day = day;
  }

  day(): string {
    return this.#day ?? this.#expectedDay();
  }

  /** @param daysOld how many days the content lags */
  file(daysOld = 0): Promise<Uint8Array> {
    const day = addDays(this.day(), -daysOld);
    const made = this.#files.get(day) ?? this.#make(day);
    this.#files.set(day, made);
    return made;
  }

  table(): Promise<Table> {
    const day = this.day();
    const read = this.#tables.get(day) ?? this.file().then((bytes) => tableFiles.readTable(bytes));
    this.#tables.set(day, read);
    return read;
  }

  async symbols(): Promise<string[]> {
    return textColumn(await this.table(), 'symbol').filter((symbol) => symbol !== null);
  }

  async #make(day: string): Promise<Uint8Array> {
    const source = this.#source;
    if (typeof source === 'string') return redated(await readFile(source), day);
    return source instanceof Uint8Array ? source : lookalikeLive({ ...source, date: day });
  }
}
