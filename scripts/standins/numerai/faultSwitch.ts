import { type FaultCatalogue, Faults, type Targets } from '../faults.ts';
import { FAULTS, type FaultName, USUAL_TARGET } from './faults.ts';

/** What a request is, for faults: its GraphQL root fields, or `put` or `download`. */
export type Operations = Targets;

const CATALOGUE: FaultCatalogue<FaultName> = {
  faults: FAULTS,
  usualTarget: USUAL_TARGET,
  strikesUntargeted: (operations) => !operations.includes('put') && !operations.includes('download'),
};

/** The faults of the local Numerai that are switched on. */
export class FaultSwitch extends Faults<FaultName> {
  constructor(specs: readonly string[] = []) {
    super(CATALOGUE, specs);
  }
}
