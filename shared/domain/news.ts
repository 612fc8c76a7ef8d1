/** What a person may want to be told of; each can be loud, silent or off in the settings. */
export type NoticeEvent = 'submitted' | 'degraded' | 'failed' | 'atRisk' | 'missed' | 'keys';

/** Something that happened, in plain words: what it costs, why, what to do. */
export interface News {
  readonly event: NoticeEvent;
  readonly subject: string;
  readonly text: string;
  /** It is told once under this name, such as `r1325/at-risk`, however many runs find it. */
  readonly once: string;
}
