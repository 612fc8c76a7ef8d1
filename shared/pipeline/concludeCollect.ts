import { isKeyTrouble } from '../domain/keyTrouble.ts';
import { TransientError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { CollectDocument } from './market/collectDocument.ts';

export interface EndedCollect {
  readonly document: CollectDocument;
  /** Takes name → value of every metric. */
  readonly publish: (metrics: Readonly<Record<string, number>>) => void;
}

/**
 * Ends a run that nobody watches: it is logged and measured, and becomes an error where a person must look.
 *
 * @throws TransientError `market_data_missing` with the reason of the document
 */
export function concludeCollect(
  { log }: Pick<Ports, 'log'>,
  { document, publish }: EndedCollect,
): CollectDocument {
  const { outcome, providers, reason } = document;
  log[outcome === 'partial' || outcome === 'failed' ? 'warn' : 'info']('Collect ended', { document });
  publish({ KeysInTrouble: Number(providers.some(({ error }) => isKeyTrouble(error?.code))) });
  if (outcome === 'failed') throw new TransientError('market_data_missing', reason);
  return document;
}
