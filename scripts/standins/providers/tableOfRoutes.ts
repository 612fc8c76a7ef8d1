import type { Route } from './marketWorld.ts';

/** Finds the endpoint of a path among those that are known by exact path or by pattern. */
export function tableOfRoutes(
  routes: readonly (Route & { readonly path: RegExp })[],
): (path: string) => Route | undefined {
  return (path) => routes.find((route) => route.path.test(path));
}
