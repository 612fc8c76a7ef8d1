/**
 * Version of every feature that this code computes, by name. There is none yet: Numerai's own features come with the
 * live file and have no version.
 */
export const COMPUTED_FEATURES: ReadonlyMap<string, string> = new Map();
