import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared/data');

/** Real files kept beside the repository and never inside it; undefined on a stranger's machine. */
export const sharedData = existsSync(folder) ? folder : undefined;
