import { writeFile } from 'node:fs/promises';
import { parquetBlocks } from '../../shared/adapters/parquetBlocks.ts';
import { parquetStream } from '../../shared/adapters/parquetStream.ts';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { barsToTable } from '../../shared/market/barTable.ts';
import { exportFeatures } from '../../shared/pipeline/features/exportFeatures.ts';
import { MARKET_KEYS } from '../../shared/pipeline/market/marketKeys.ts';
import type { Store } from '../../shared/ports.ts';
import { parseSettings } from '../../shared/settings.ts';
import { lookalikeTrain } from '../standins/lookalikeTrain.ts';
import { generatedMarket } from '../standins/market/generatedMarket.ts';
import { MARKET_FEATURES } from './marketFeatures.ts';

/**
 * Writes the table that market-model.txt is trained on, the same whenever it is called:
 *
 *     node --import tsx scripts/demo/demoTable.ts table.parquet
 *
 * The market and Numerai's history are the invented ones of the stand-ins.
 */
const LAST_DAY = '2026-10-30';
const WEEKDAYS = 150;
const HISTORY_DAYS = 260;
const TOKENS = 330;

async function main(output: string): Promise<void> {
  const store = filledStore(await marketFiles());
  const train = await lookalikeTrain({ until: LAST_DAY, weekdays: WEEKDAYS });
  const log = { info: () => undefined, warn: console.error };
  const { parts, metadata } = await exportFeatures(
    { store, files: tableFiles, log },
    {
      settings: parseSettings({ slots: [{ name: 'example_model', candidates: ['market'] }] }),
      training: parquetBlocks(train, 32_768),
      features: MARKET_FEATURES,
      from: addDays(LAST_DAY, -200),
    },
  );
  await writeFile(output, parquetStream(parts, { metadata }));
}

async function marketFiles(): Promise<Map<string, Uint8Array>> {
  const market = generatedMarket({ tokens: TOKENS });
  const files = new Map<string, Uint8Array>();
  for (let back = HISTORY_DAYS; back >= 0; back--) {
    const day = addDays(LAST_DAY, -back);
    const bars = market.tokens.flatMap((token) => barOf(token, day, market.quote(token, day)) ?? []);
    files.set(MARKET_KEYS.bars(day), await tableFiles.writeTable(barsToTable(bars)));
  }
  return files;
}

/** As CoinMarketCap's listings tell it: without a candle. */
function barOf(
  { ucid, symbol }: { ucid: string; symbol: string },
  day: UtcDay,
  quote: Omit<Bar, 'ucid' | 'symbol' | 'source' | 'collectedAt'> | undefined,
): Bar | undefined {
  const none = { open: Number.NaN, high: Number.NaN, low: Number.NaN };
  const collectedAt = new Date(`${addDays(day, 1)}T00:40:00Z`);
  return quote && { ...quote, ...none, ucid, symbol, source: 'coinmarketcap', collectedAt };
}

function filledStore(files: ReadonlyMap<string, Uint8Array>): Store {
  const refused = async () => {
    throw new Error('nothing is written here');
  };
  return {
    get: async (key) => {
      const bytes = files.get(key);
      return bytes && { bytes, etag: key };
    },
    list: async (prefix) => [...files.keys()].filter((key) => key.startsWith(prefix)).sort(),
    locate: (key) => key,
    put: refused,
    remove: refused,
  };
}

await main(process.argv[2] ?? 'table.parquet');
