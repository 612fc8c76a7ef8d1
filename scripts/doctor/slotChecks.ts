import { nearestNames } from '../../shared/models/nearestNames.ts';
import type { NumeraiModel } from '../../shared/ports.ts';
import type { Settings } from '../../shared/settings.ts';
import { type Check, fail, ok } from './check.ts';

/** Whether every slot of the settings is a Crypto model of the account. */
export function slotChecks({ slots }: Settings, models: readonly NumeraiModel[]): Check[] {
  const names = models.map(({ name }) => name);
  return slots.map(({ name, modelId }) => {
    if (name === '*') return everyModel(names);
    const found = models.some((model) =>
      modelId === undefined ? model.name === name : model.id === modelId,
    );
    if (found) return ok('slot', `slot ${name}`);
    const near = nearestNames(name, names)[0];
    const meant = near === undefined ? '' : `Was "${near}" meant? `;
    const wanted = modelId === undefined ? `"${name}"` : `with the id of slot "${name}"`;
    const hint = `${meant}Correct the slot in the settings, or make the model at numer.ai; there are: ${names.join(', ') || 'none'}.`;
    return fail('slot', `the account has no Crypto model ${wanted}`, hint);
  });
}

function everyModel(names: readonly string[]): Check {
  if (names.length > 0) return ok('slot', `slot * stands for ${names.join(', ')}`);
  return fail('slot', 'slot * stands for nothing: the account has no Crypto model', 'Make one at numer.ai.');
}
