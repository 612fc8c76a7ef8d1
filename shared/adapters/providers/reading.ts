import * as z from 'zod';

/**
 * A price, volume or market cap as any provider writes it: a number, a number in text, or null. What is not positive
 * and finite is no reading and becomes NaN; a field that is not there at all is a wrong shape.
 */
export const reading = z.union([z.number(), z.string(), z.null()]).transform((value) => {
  const number = value === null ? Number.NaN : Number(value);
  return number > 0 && number < Number.POSITIVE_INFINITY ? number : Number.NaN;
});
