import type { GateFinding } from '../domain/gates.ts';
import type { ErrorCode } from '../errorCatalogue.ts';
import { InputError } from '../errors.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  coverage: 'coverage_too_low',
  spread: 'output_constant',
  explained: 'output_constant',
  'silent-table': 'user_table_stale',
  'self-check': 'submission_invalid',
};

/** @throws InputError of the first finding that blocks a candidate, if any does */
export function refuse(findings: readonly GateFinding[]): void {
  const failed = findings.find((finding) => finding.level === 'fail');
  if (failed) throw new InputError(CODES[failed.gate] ?? 'submission_invalid', failed.message);
}
