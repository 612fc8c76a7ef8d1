import { randomUUID } from 'node:crypto';

/** What Numerai found out about one file. */
export interface Finding {
  /** The rule it breaks, in Numerai's words; undefined for a valid one. */
  readonly rejection: string | undefined;
  readonly submittedCount: number;
  readonly acceptedCount: number;
  /** False when it is valid and yet not the one that counts. */
  readonly selectable: boolean;
  /** From when on it can be seen. */
  readonly visibleAt: Date;
}

/** One file submitted by one model for one round. */
export interface Deposit {
  readonly id: string;
  readonly modelId: string;
  readonly filename: string;
  readonly roundNumber: number;
  readonly insertedAt: Date;
  /** After the on-time deadline: also kept for the next round. */
  readonly late: boolean;
  readonly finding: Finding;
  readonly triggerId?: string | undefined;
  readonly dataDatestamp?: number | undefined;
}

/** Every submission there is, of all models. */
export class SubmissionsLedger {
  /** In the order of their creation. */
  readonly #deposits: Deposit[] = [];
  /** Late deposits whose next round has begun. */
  readonly #settled = new Set<string>();

  add(deposit: Omit<Deposit, 'id'>): Deposit {
    const added = { ...deposit, id: randomUUID() };
    this.#deposits.push(added);
    return added;
  }

  /** Newest first. */
  all(): Deposit[] {
    return [...this.#deposits].reverse().sort((a, b) => b.insertedAt.getTime() - a.insertedAt.getTime());
  }

  ofModel(modelId: string): Deposit[] {
    return this.all().filter((deposit) => deposit.modelId === modelId);
  }

  /** The one that a round's status is about: the last valid on-time one, without any the last valid late one. */
  counting(modelId: string, roundNumber: number, now: Date): Deposit | undefined {
    return counting(this.#valid(modelId, roundNumber, now));
  }

  /** The one that is selected for a round. */
  selected(modelId: string, roundNumber: number, now: Date): Deposit | undefined {
    return counting(this.#valid(modelId, roundNumber, now).filter((d) => d.finding.selectable));
  }

  /** The newest valid late upload of the round before, while it waits for this one. */
  queuedFor(modelId: string, roundNumber: number, now: Date): Deposit | undefined {
    const late = this.#valid(modelId, roundNumber - 1, now).find((deposit) => deposit.late);
    return late && !this.#settled.has(late.id) ? late : undefined;
  }

  /** Takes a late deposit, and the older ones of its model and round, out of the queue. */
  settle(late: Deposit): void {
    const { modelId, roundNumber } = late;
    const superseded = this.ofModel(modelId).filter((d) => d.late && d.roundNumber === roundNumber);
    for (const deposit of superseded) this.#settled.add(deposit.id);
  }

  #valid(modelId: string, roundNumber: number, now: Date): Deposit[] {
    return this.ofModel(modelId).filter((d) => d.roundNumber === roundNumber && isValid(d, now));
  }
}

function counting(newestFirst: readonly Deposit[]): Deposit | undefined {
  return newestFirst.find((deposit) => !deposit.late) ?? newestFirst[0];
}

export function isVisible(deposit: Deposit, now: Date): boolean {
  return deposit.finding.visibleAt <= now;
}

function isValid(deposit: Deposit, now: Date): boolean {
  return isVisible(deposit, now) && deposit.finding.rejection === undefined;
}
