import type { Log } from '../../ports.ts';
import type { Damage } from './marketPorts.ts';

export interface DamageNotes {
  readonly note: (damage: Damage) => void;
  /** By key. */
  list(): Damage[];
}

/** Keeps what could not be read in a run, each file once, and warns of it. */
export function damageNotes(log?: Log): DamageNotes {
  const found = new Map<string, Damage>();
  return {
    note: (damage) => {
      const { key, aside } = damage;
      const before = found.get(key);
      if (before && (before.aside !== null || aside === null)) return;
      found.set(key, damage);
      log?.warn(
        aside === null
          ? `${key} cannot be read and counts as missing; market repair puts it aside`
          : `${key} could not be read and is written anew; what was there is kept as ${aside}`,
      );
    },
    list: () => [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}
