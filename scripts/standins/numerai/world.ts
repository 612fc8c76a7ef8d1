import type { FaultSwitch } from './faultSwitch.ts';
import type { LiveData } from './liveData.ts';
import type { NumeraiOptions } from './options.ts';
import type { Presigner } from './presigner.ts';
import type { RequestRecord } from './requestLog.ts';
import type { RoundCalendar } from './roundCalendar.ts';
import type { StandinClock } from './standinClock.ts';
import type { SubmissionsLedger } from './submissionsLedger.ts';
import type { Uploads } from './uploads.ts';

/** Everything the local Numerai knows. */
export interface World {
  readonly options: NumeraiOptions;
  readonly clock: StandinClock;
  readonly calendar: RoundCalendar;
  readonly ledger: SubmissionsLedger;
  readonly uploads: Uploads;
  readonly presigner: Presigner;
  readonly live: LiveData;
  /** Model id → address to call when a round opens. */
  readonly webhooks: Map<string, string>;
  readonly faults: FaultSwitch;
  readonly requests: RequestRecord[];
  /** Address of this server, without a slash at the end. */
  readonly url: () => string;
}
