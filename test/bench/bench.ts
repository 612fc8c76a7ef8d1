import { benchBundle } from './benchBundle.ts';
import { benchExport } from './benchExport.ts';
import { benchFeatures } from './benchFeatures.ts';
import { benchModel } from './benchModel.ts';
import { benchParity } from './benchParity.ts';
import { benchRound } from './benchRound.ts';
import { benchSlots } from './benchSlots.ts';

/** `npm run bench [model|features|bundle|round|slots|export|parity]`: medians, and ratios of what was measured in turns in this very run. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  model: benchModel,
  features: benchFeatures,
  bundle: benchBundle,
  round: benchRound,
  slots: benchSlots,
  export: benchExport,
  parity: benchParity,
};

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n# ${name}`);
  await bench();
}
