import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = resolve(import.meta.dirname, '../python/lightgbm_predictor.py');

/** LightGBM's own predictor on one thread, in a process that waits to be asked. */
export interface LightgbmPredictor {
  /** Milliseconds of one prediction of all rows. */
  time(): Promise<number>;
  close(): void;
}

export function lightgbmPredictor(
  python: string,
  { model, inputs, rows }: { model: string; inputs: string; rows: number },
): LightgbmPredictor {
  const child = spawn(python, [SCRIPT, model, inputs, String(rows)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async time() {
      child.stdin.write('predict\n');
      const { value, done } = await answers.next();
      if (done) throw new Error(`${python} ended: has it lightgbm and pandas?`);
      return Number(value);
    },
    close: () => child.stdin.end(),
  };
}
