import * as z from 'zod';

/** Rows that may be broken before the whole answer is. */
const TOLERATED = 0.05;

/**
 * A list whose rows fit the schema. One broken row among thousands is left out, as if it had not been given; more of them
 * are a wrong shape.
 */
export function rowsOf<T extends z.ZodType>(row: T) {
  return z.array(z.unknown()).transform((values, context): z.output<T>[] => {
    const parsed = values.map((value) => row.safeParse(value));
    const broken = parsed.filter(({ success }) => !success).length;
    if (broken > values.length * TOLERATED) {
      const at = parsed.findIndex(({ success }) => !success);
      context.addIssue(`${broken} of ${values.length} rows, row ${at}: ${firstIssue(parsed[at]!.error!)}`);
    }
    return parsed.flatMap(({ success, data }) => (success ? [data] : []));
  });
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || 'the whole'}: ${issue?.message}`;
}
