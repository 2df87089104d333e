import type { InMemoryCache } from '@apollo/client';

type Root = { getStorage: () => object };

/**
 * Apollo (4.3 and before) makes a storage for each field of each object that is evicted, where a policy could keep something for itself, and
 * forgets none of them: a day of messages would stay in memory by their names. No policy of ours keeps anything there, so each gets an empty one.
 */
export function mendCache(cache: InMemoryCache): void {
  // Of the prototype: a cache that is filled anew has another root.
  (Object.getPrototypeOf(Reflect.get(cache, 'data')) as Root).getStorage = () => ({});
}
