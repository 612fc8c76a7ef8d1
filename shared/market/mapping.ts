import * as z from 'zod';

const Day = z.iso.date();

const MappedToken = z.object({
  ucid: z.string(),
  /** The provider's own id. */
  id: z.string(),
  /** As the provider writes it. */
  symbol: z.string(),
  /** What they were matched by. */
  by: z.enum(['contract', 'price']),
  since: Day,
  /** The last day whose closes agreed. */
  checkedOn: Day,
  /** The day since then whose closes did not. */
  failedOn: Day.optional(),
});
/** A token under the id that a second provider has for it. */
export type MappedToken = z.infer<typeof MappedToken>;

const Unmapped = z.object({ ucid: z.string(), on: Day, reason: z.string() });

const ProviderMapping = z.object({
  source: z.string(),
  tokens: z.array(MappedToken),
  /** Tokens that were looked for in vain. */
  unmapped: z.array(Unmapped),
});
export type ProviderMapping = z.infer<typeof ProviderMapping>;

const Change = z.object({
  day: Day,
  source: z.string(),
  ucid: z.string(),
  id: z.string(),
  change: z.enum(['mapped', 'dropped']),
  reason: z.string(),
});

/** market/mapping.json: who is who at which provider, and how that came about. */
export const Mapping = z.object({
  format: z.literal(1),
  /** One more with every change. */
  version: z.int().min(0),
  providers: z.array(ProviderMapping),
  /** Symbols of live files without ucid, byte for byte. */
  symbols: z.array(z.object({ symbol: z.string(), ucid: z.string(), since: Day })),
  /** Oldest first. */
  history: z.array(Change),
});
export type Mapping = z.infer<typeof Mapping>;

export const NO_MAPPING: Mapping = { format: 1, version: 0, providers: [], symbols: [], history: [] };

/** What is known of one provider's tokens. */
export function mappingOf(mapping: Mapping, source: string): ProviderMapping {
  return mapping.providers.find((one) => one.source === source) ?? { source, tokens: [], unmapped: [] };
}
