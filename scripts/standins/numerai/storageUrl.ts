import { SECOND } from './apiTime.ts';
import type { Signed } from './presigner.ts';
import type { World } from './world.ts';

/** Folders of the storage, as the first part of a path. */
export const DATASETS = '/storage/datasets/';
export const UPLOADS = '/storage/uploads/';

interface StorageUrl {
  readonly method: Signed['method'];
  readonly folder: typeof DATASETS | typeof UPLOADS;
  readonly name: string;
  /** Handed out when it is already too late. */
  readonly expired?: boolean;
}

/** A presigned URL of a stored file, good for the configured time. */
export function storageUrl(world: World, { method, folder, name, expired = false }: StorageUrl): string {
  const path = folder + name.split('/').map(encodeURIComponent).join('/');
  const goodForMs = expired ? -SECOND : world.options.urlSeconds * SECOND;
  const expires = new Date(world.clock.now().getTime() + goodForMs);
  return world.url() + world.presigner.sign(method, path, expires);
}
