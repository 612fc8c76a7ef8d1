/** What the record of a slot and a round says of one upload. */
interface KeptAttempt {
  readonly candidate: string;
  readonly modelVersion?: string | undefined;
  /** ISO. */
  readonly uploadedAt: string;
  readonly late: boolean;
  /** Rows sent. */
  readonly universe: number;
  /** Share in [0, 1]. */
  readonly coverage: number;
  readonly degraded: boolean;
  readonly warnings: readonly string[];
  readonly passedOver: readonly { readonly candidate: string; readonly message: string }[];
  readonly accepted?: number | undefined;
  readonly confirmed?: boolean | undefined;
}

export interface KeptRound {
  readonly round: number;
  readonly slot: string;
  /** Oldest first. */
  readonly attempts: readonly KeptAttempt[];
  /** The on-time deadline, where Numerai told it. */
  readonly closesAt: Date | undefined;
}

export type RoundResult = 'on-time' | 'degraded' | 'late' | 'unconfirmed' | 'none';

/** How a round went for a slot. */
export interface RoundLine {
  readonly round: number;
  readonly slot: string;
  readonly result: RoundResult;
  /** ISO, of the upload that counts. */
  readonly at: string | null;
  /** Minutes from the upload to the deadline; negative when late. */
  readonly minutesToSpare: number | null;
  readonly accepted: number | null;
  readonly universe: number | null;
  readonly coverage: number | null;
  readonly candidate: string | null;
  readonly modelVersion: string | null;
  /** Why it is not as it should be. */
  readonly remark: string | null;
}

/** The round of a slot in one line: the confirmed upload counts, else the last one. */
export function roundLine({ round, slot, attempts, closesAt }: KeptRound): RoundLine {
  const counted = attempts.findLast(({ confirmed }) => confirmed) ?? attempts.at(-1);
  if (!counted) return { round, slot, ...NOTHING };
  return {
    round,
    slot,
    result: resultOf(counted),
    at: counted.uploadedAt,
    minutesToSpare: minutesBetween(counted.uploadedAt, closesAt),
    accepted: counted.accepted ?? null,
    universe: counted.universe,
    coverage: counted.coverage,
    candidate: counted.candidate,
    modelVersion: counted.modelVersion ?? null,
    remark: remarkOn(counted),
  };
}

const NOTHING = {
  result: 'none',
  at: null,
  minutesToSpare: null,
  accepted: null,
  universe: null,
  coverage: null,
  candidate: null,
  modelVersion: null,
  remark: 'no submission of ours is recorded',
} as const;

function resultOf({ late, confirmed, degraded }: KeptAttempt): RoundResult {
  if (late) return 'late';
  if (!confirmed) return 'unconfirmed';
  return degraded ? 'degraded' : 'on-time';
}

function minutesBetween(uploadedAt: string, closesAt: Date | undefined): number | null {
  const minutes = closesAt ? (closesAt.getTime() - Date.parse(uploadedAt)) / 60_000 : Number.NaN;
  return Number.isNaN(minutes) ? null : Math.floor(minutes);
}

/** Warnings tell of passed over candidates as well; old records have no such warning. */
function remarkOn({ passedOver, warnings }: KeptAttempt): string | null {
  const told =
    warnings.length > 0 ? warnings : passedOver.map(({ candidate, message }) => `${candidate}: ${message}`);
  return told.length === 0 ? null : told.join('; ');
}
