import type { ProviderReport } from '../shared/pipeline/market/providerReports.ts';
import type { Paint } from './terminal.ts';
import { textTable } from './textTable.ts';

const HEAD = ['provider', 'rows', 'requests', 'credits', 'said'];

/** What each provider was asked, charged and said, with what had been planned where that was something else. */
export function providersText(providers: readonly ProviderReport[], paint: Paint): string {
  if (providers.length === 0) return '';
  const rows = providers.map(({ source, rows: given, requests, credits, planned, error }) => [
    source,
    String(given),
    beside(requests, planned.requests),
    beside(credits, planned.credits),
    error ? paint('yellow', `${error.code}: ${error.message}`) : 'ok',
  ]);
  return textTable(HEAD, rows);
}

function beside(real: number, planned: number): string {
  return real === planned ? String(real) : `${real} (planned ${planned})`;
}
