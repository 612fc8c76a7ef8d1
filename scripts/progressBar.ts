const CELLS = 24;

/** `████████░░░░░░░░░░░░░░░░` for a share in [0, 1]. */
export function progressBar(share: number): string {
  return '█'.repeat(Math.round(share * CELLS)).padEnd(CELLS, '░');
}
