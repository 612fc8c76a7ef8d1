interface ErrorEntry {
  /** When it is raised, in one sentence. */
  readonly means: string;
  /** What to do next, in one sentence. */
  readonly hint: string;
}

/** Every error code there is. The README's table of errors is made from this. */
export const ERRORS = {
  usage: {
    means: 'The command line has a wrong or missing argument.',
    hint: 'Run the command with --help.',
  },
  settings_invalid: {
    means: 'The settings do not fit the schema.',
    hint: 'Correct the key named in the message; the settings are in cdk.json under context.autopilot.',
  },
  internal_error: {
    means: 'An error nobody foresaw: a bug.',
    hint: 'Please report it with the message and the log lines of the run.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
