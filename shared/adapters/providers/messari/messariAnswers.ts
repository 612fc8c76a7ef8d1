import * as z from 'zod';
import type { Numbers } from '../dailyBars.ts';
import { reading } from '../reading.ts';
import { rowsOf } from '../rowsOf.ts';

const asset = z.object({
  id: z.string().min(1),
  symbol: z.string(),
  name: z.string().nullish(),
  rank: z.int().nullish(),
});
export type MessariAsset = z.infer<typeof asset>;

const series = z
  .object({
    data: z.object({ points: z.array(z.array(z.union([z.number(), z.string(), z.null()]))) }),
    metadata: z.object({ pointSchemas: z.array(z.object({ slug: z.string() })) }),
  })
  .transform(({ data: { points }, metadata: { pointSchemas } }, context) => {
    const slugs = pointSchemas.map(({ slug }) => slug);
    const [time, close] = [slugs.findIndex((slug) => /^time(stamp)?$/.test(slug)), slugs.indexOf('close')];
    if (time < 0 || close < 0) {
      context.addIssue(`no time or no close among the columns ${slugs.join(', ')}`);
      return [];
    }
    return points.map((point) => ({
      time: inMs(Number(point[time] ?? Number.NaN)),
      numbers: numbersIn(point, slugs),
    }));
  });

/** Each endpoint's answer. The columns of a series go by name. */
export const MESSARI_ANSWERS = { assets: z.object({ data: rowsOf(asset) }), series };

type Cell = number | string | null | undefined;

function numbersIn(point: readonly Cell[], slugs: readonly string[]): Numbers {
  const of = (slug: string) => reading.safeParse(point[slugs.indexOf(slug)]).data ?? Number.NaN;
  const [open, high, low, close] = [of('open'), of('high'), of('low'), of('close')];
  return { open, high, low, close, volumeUsd: of('volume') };
}

/** Seconds or milliseconds; the documentation does not say. */
function inMs(time: number): number {
  return time < 1e11 ? time * 1000 : time;
}
