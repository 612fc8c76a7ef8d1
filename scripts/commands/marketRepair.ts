import { type RepairDocument, repairMarket } from '../../shared/pipeline/repairMarket.ts';
import type { CommandFunction } from '../invocation.ts';
import { lazyFiles } from '../lazyFiles.ts';
import { marketIn } from '../openMarket.ts';
import { AUTOPILOT } from '../program/command.ts';
import { readSettings } from '../readSettings.ts';
import type { Paint } from '../terminal.ts';
import { textTable } from '../textTable.ts';
import { openStore, placeOf } from '../wiring.ts';

interface RepairOptions {
  readonly day?: string;
}

const NOTHING = 'No correction waits: the history stays as it is.';
const UNAFFECTED = 'No model in use reads features that are computed from market data.';

/** Corrections into the history, and the models that learnt from what was there before. */
export const marketRepair: CommandFunction<RepairOptions> = async (options, { paint }) => {
  const { historyDays } = marketIn(await readSettings(options.settings));
  const store = await openStore(placeOf(options));
  const ports = { store, files: lazyFiles };
  const document = await repairMarket(ports, { day: options.day, historyDays, now: new Date() });
  return { document, text: repairText(document, paint) };
};

function repairText(document: RepairDocument, paint: Paint): string {
  const damage = damageText(document, paint);
  return [
    ...damage,
    ...(damage.length > 0 && document.days.length === 0 ? [] : [correctionText(document, paint)]),
  ].join('\n\n');
}

function damageText({ damaged }: RepairDocument, paint: Paint): string[] {
  if (damaged.length === 0) return [];
  const rows = damaged.map(({ key, aside }) => [key, aside ?? '']);
  const head = damaged.length === 1 ? '1 file cannot be read' : `${damaged.length} files cannot be read`;
  return [
    paint('bold', `${head}; what they were is kept`),
    textTable(['file', 'kept as'], rows),
    `Next: ${AUTOPILOT} market backfill${spanOf(damaged)}`,
  ];
}

/** The days that are to be fetched again. */
function spanOf(damaged: RepairDocument['damaged']): string {
  const days = damaged.flatMap(({ key }) => /date=(\d{4}-\d\d-\d\d)/.exec(key)?.[1] ?? []).sort();
  return days.length > 0 ? ` --from ${days[0]} --to ${days.at(-1)}` : '';
}

function correctionText({ days, models }: RepairDocument, paint: Paint): string {
  if (days.length === 0) return NOTHING;
  const count = days.reduce((sum, { corrections }) => sum + corrections, 0);
  const rows = days.map(({ day, corrections, tokens }) => [day, String(corrections), String(tokens)]);
  const named = models.map(({ name, version, features }) => [paint('bold', name), version, String(features)]);
  return [
    `${count} numbers of ${days.length} days corrected`,
    textTable(['day', 'numbers', 'tokens'], rows),
    models.length === 0
      ? UNAFFECTED
      : `These models in use learnt from numbers that have changed; consider to export and train again:\n${textTable(['model', 'version', 'market features'], named)}`,
  ].join('\n\n');
}
