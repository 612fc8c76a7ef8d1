import { UsageError } from '../../shared/errors.ts';

/** The faults of one stand-in. */
export interface FaultCatalogue<Name extends string> {
  /** Every fault, and what one sees of it. */
  readonly faults: Readonly<Record<Name, string>>;
  /** What a fault strikes when its spec names no target; undefined for whatever `strikesUntargeted` says. */
  readonly usualTarget: Readonly<Partial<Record<Name, string>>>;
  /** Whether a fault without a target strikes a request. */
  readonly strikesUntargeted: (targets: Targets) => boolean;
}

/** What a request is, for faults: names of the operation, the endpoint, the provider it asks. */
export type Targets = readonly string[];

/** A fault that is switched on. */
interface ActiveFault<Name> {
  readonly name: Name;
  readonly target: string | undefined;
  /** How often it will still strike. */
  left: number;
}

const SPEC = /^(?<name>[a-z0-9-]+)(@(?<target>\w+))?(:(?<count>[1-9]\d*|always))?$/;

/** The faults that are switched on. Each strikes as often as it was told to, then it is gone. */
export class Faults<Name extends string> {
  readonly #catalogue: FaultCatalogue<Name>;
  #active: ActiveFault<Name>[] = [];

  /** @throws UsageError `usage` for an unknown fault */
  constructor(catalogue: FaultCatalogue<Name>, specs: readonly string[] = []) {
    this.#catalogue = catalogue;
    this.push(...specs);
  }

  /**
   * Switches faults on, given as `NAME[@TARGET][:COUNT]`; COUNT is a number or `always`, by default 1.
   *
   * @throws UsageError `usage` for an unknown name or a malformed text
   * @example push('error-500@createSubmission:3')
   */
  push(...specs: string[]): void {
    this.#active.push(...specs.map((spec) => this.#parse(spec)));
  }

  clear(): void {
    this.#active = [];
  }

  /** Names of the faults that will still strike. */
  names(): Name[] {
    return this.#active.map((fault) => fault.name);
  }

  /** Uses up one strike of the first of `names` that concerns one of the targets. */
  take<N extends Name>(names: readonly N[], targets: Targets): N | undefined {
    const struck = this.#active.find(
      (fault) => names.some((name) => name === fault.name) && this.#concerns(fault, targets),
    );
    if (!struck) return undefined;
    struck.left -= 1;
    this.#active = this.#active.filter((fault) => fault.left > 0);
    return struck.name as N;
  }

  #concerns({ target }: ActiveFault<Name>, targets: Targets): boolean {
    return target ? targets.includes(target) : this.#catalogue.strikesUntargeted(targets);
  }

  #parse(spec: string): ActiveFault<Name> {
    const { faults, usualTarget } = this.#catalogue;
    const { name = '', target, count = '1' } = SPEC.exec(spec)?.groups ?? {};
    if (!Object.hasOwn(faults, name)) {
      throw new UsageError('usage', `fault "${spec}" is not NAME[@TARGET][:COUNT] of a known fault`, {
        hint: `Known faults: ${Object.keys(faults).join(', ')}.`,
      });
    }
    const known = name as Name;
    const left = count === 'always' ? Number.POSITIVE_INFINITY : Number(count);
    return { name: known, target: target ?? usualTarget[known], left };
  }
}
