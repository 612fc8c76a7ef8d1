import { UsageError } from '../../../shared/errors.ts';
import { FAULTS, type FaultName, USUAL_TARGET } from './faults.ts';

/** A fault that is switched on. */
interface ActiveFault {
  readonly name: FaultName;
  /** What it strikes: a root field such as `createSubmission`, or `put`, or `download`; undefined for any query. */
  readonly operation: string | undefined;
  /** How often it will still strike. */
  left: number;
}

/** What a request is, for faults: its GraphQL root fields, or `put` or `download`. */
export type Operations = readonly string[];

const SPEC = /^(?<name>[a-z0-9-]+)(@(?<operation>\w+))?(:(?<count>[1-9]\d*|always))?$/;

/**
 * A fault from its text `NAME[@OPERATION][:COUNT]`; COUNT is a number or `always`, by default 1.
 *
 * @throws UsageError `usage` for an unknown name or a malformed text
 * @example parseFault('error-500@createSubmission:3')
 */
function parseFault(spec: string): ActiveFault {
  const { name = '', operation, count = '1' } = SPEC.exec(spec)?.groups ?? {};
  if (!Object.hasOwn(FAULTS, name)) {
    throw new UsageError('usage', `fault "${spec}" is not NAME[@OPERATION][:COUNT] of a known fault`, {
      hint: `Known faults: ${Object.keys(FAULTS).join(', ')}.`,
    });
  }
  const known = name as FaultName;
  const left = count === 'always' ? Number.POSITIVE_INFINITY : Number(count);
  return { name: known, operation: operation ?? USUAL_TARGET[known], left };
}

/** The faults that are switched on. Each strikes as often as it was told to, then it is gone. */
export class FaultSwitch {
  #active: ActiveFault[] = [];

  constructor(specs: readonly string[] = []) {
    this.push(...specs);
  }

  /** Switches faults on, given as `NAME[@OPERATION][:COUNT]`. */
  push(...specs: string[]): void {
    this.#active.push(...specs.map(parseFault));
  }

  clear(): void {
    this.#active = [];
  }

  /** Names of the faults that will still strike. */
  names(): FaultName[] {
    return this.#active.map((fault) => fault.name);
  }

  /** Uses up one strike of the first of `names` that concerns one of the operations. */
  take<Name extends FaultName>(names: readonly Name[], operations: Operations): Name | undefined {
    const struck = this.#active.find(
      (fault) => names.some((name) => name === fault.name) && concerns(fault, operations),
    );
    if (!struck) return undefined;
    struck.left -= 1;
    this.#active = this.#active.filter((fault) => fault.left > 0);
    return struck.name as Name;
  }
}

function concerns(fault: ActiveFault, operations: Operations): boolean {
  if (fault.operation) return operations.includes(fault.operation);
  return !operations.includes('put') && !operations.includes('download');
}
