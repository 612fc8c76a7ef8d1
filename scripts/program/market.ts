import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';
import { parseCount, parseDay, parseWhole } from './optionValues.ts';

export function addMarket(program: Command, run: Runner): void {
  const market = program.command('market').description('market history of your own, a Parquet file a day');
  addBackfill(market, run);
  command(
    market,
    'collect',
    run(async () => (await import('../commands/marketCollect.ts')).marketCollect),
  )
    .description("fetch yesterday's close now, once: what the collect Lambda does at 00:40 and 11:40 UTC")
    .option('--fail-if-idle', 'exit 3 when there was nothing to do')
    .addHelpText('after', examples('market collect --local', 'market collect --json'));

  command(
    market,
    'status',
    run(async () => (await import('../commands/marketStatus.ts')).marketStatus),
  )
    .description('what the store holds and lacks: by day, by provider, and who is who')
    .option('--days <count>', 'how many days are looked at, from the newest back', parseCount, 400)
    .addHelpText('after', examples('market status', 'market status --days 30 --local'));

  command(
    market,
    'repair',
    run(async () => (await import('../commands/marketRepair.ts')).marketRepair),
  )
    .description(
      'put the corrections that wait into the history, name the models that learnt from it, and take damaged files aside',
    )
    .option('--day <day>', 'only this day', parseDay)
    .addHelpText('after', REPAIR_HELP)
    .addHelpText('after', examples('market repair', 'market repair --day 2026-05-20 --local'));
}

function addBackfill(market: Command, run: Runner): void {
  command(
    market,
    'backfill',
    run(async () => (await import('../commands/marketBackfill.ts')).marketBackfill),
  )
    .description(
      'fetch the history that is missing, newest day first; stopped anywhere, it goes on where it was',
    )
    .option('--from <day>', 'first day; by default market.historyDays of the settings back', parseDay)
    .option('--to <day>', 'last day, included; by default yesterday', parseDay)
    .option('--max-credits <count>', 'stop before CoinMarketCap has charged more than this', parseWhole)
    .option('--recheck', 'ask for days that are there as well: what has changed since becomes a correction')
    .option('--estimate', 'only say what it would take')
    .addHelpText('after', BACKFILL_HELP)
    .addHelpText(
      'after',
      examples(
        'market backfill --estimate',
        'market backfill --local',
        'market backfill --from 2026-01-01 --to 2026-03-31 --max-credits 500',
      ),
    );
}

const BACKFILL_HELP = `
Every day is stored in one step, newest first, and a day that is there is not asked for again: after Ctrl-C, a spent
allowance or a power cut, the same command goes on. Days with candles are asked for 25 at a time, as many as the credits
are enough for. Days that the plan does not reach are found out first, for a credit or two, and left out. A stored
number is never changed; see market repair.
A stored day of which a provider gave a part only, or nothing that could be believed, is named, and asked for again by the
same command: what comes then waits for market repair.
Exit codes: 0 done, as far back as the plan of the provider reaches, also when stored days are not whole (the outcome is
"partial" then, as for market collect); 1 stopped before, or days failed.`;

const REPAIR_HELP = `
A day is final after the run at 11:40 UTC of the next day. What a provider tells later is kept beside it, in
market/corrections, and used only after this command. What was there before stays on record.
A file that cannot be read is kept in market/damaged and its day counts as missing, until market backfill has fetched it.`;
