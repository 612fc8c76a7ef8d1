import { AppError, InputError, UsageError } from '../errors.ts';
import type { Limit, Numerai, NumeraiModel } from '../ports.ts';
import type { Settings, SlotSettings } from '../settings.ts';
import { toCandidate } from './candidate.ts';
import type { Slot } from './run.ts';

interface ModelList {
  readonly numerai: Pick<Numerai, 'models'>;
}

/** A slot of the settings that Numerai does not know, or could not be asked about. */
export interface UnresolvedSlot {
  readonly name: string;
  readonly error: unknown;
}

/**
 * The settings' slots as models of the account; `*` becomes every Crypto model that no other slot names.
 * Numerai is asked only when a slot carries no `modelId`.
 *
 * @throws UsageError when `only` names no slot; AppError when Numerai cannot be asked and no slot has a modelId
 */
export async function resolveSlots(
  ports: ModelList,
  { settings, only, limit }: { settings: Settings; only: string | undefined; limit: Limit },
): Promise<(Slot | UnresolvedSlot)[]> {
  const known = settings.slots.every((slot) => slot.modelId !== undefined && slot.name !== '*');
  const models = known ? [] : await modelsOrError(ports, settings, limit);
  const resolved = settings.slots.flatMap((slot) => resolveSlot(slot, models, settings));
  if (resolved.length === 0) throw new InputError('unknown_slot', 'the account has no Crypto model');
  if (only === undefined) return resolved;
  const chosen = resolved.filter((slot) => slot.name === only);
  if (chosen.length === 0) throw noSuchSlot(only, resolved);
  return chosen;
}

async function modelsOrError(
  ports: ModelList,
  settings: Settings,
  limit: Limit,
): Promise<NumeraiModel[] | AppError> {
  try {
    return await ports.numerai.models(limit);
  } catch (error) {
    if (error instanceof AppError && settings.slots.some((slot) => slot.modelId !== undefined)) return error;
    throw error;
  }
}

function resolveSlot(
  slot: SlotSettings,
  models: NumeraiModel[] | AppError,
  settings: Settings,
): (Slot | UnresolvedSlot)[] {
  const { name, modelId } = slot;
  const candidates = slot.candidates.map(toCandidate);
  if (modelId !== undefined && name !== '*') return [{ name, modelId, candidates }];
  if (models instanceof AppError) return [{ name, error: models }];
  if (name === '*')
    return everyOtherModel(models, settings).map((model) => ({ ...toSlot(model), candidates }));
  const model = models.find((one) => one.name === name);
  return [model ? { ...toSlot(model), candidates } : { name, error: unknownSlot(name, models) }];
}

const toSlot = ({ id, name }: NumeraiModel) => ({ modelId: id, name });

function everyOtherModel(models: NumeraiModel[], settings: Settings): NumeraiModel[] {
  const taken = new Set(settings.slots.flatMap((slot) => [slot.name, slot.modelId]));
  return models.filter((model) => !taken.has(model.name) && !taken.has(model.id));
}

function unknownSlot(name: string, models: NumeraiModel[]): InputError {
  const names = models.map((model) => model.name).join(', ') || 'none';
  return new InputError('unknown_slot', `the account has no Crypto model "${name}"; it has: ${names}`);
}

function noSuchSlot(only: string, slots: readonly { name: string }[]): UsageError {
  const names = slots.map((slot) => slot.name).join(', ');
  return new UsageError('usage', `the settings have no slot "${only}"; they have: ${names}`);
}
