import type { Cache, InMemoryCache } from '@apollo/client';

type Root = { getStorage: () => object };

/** Two things that Apollo (4.3 and before) does at the cost of whoever stays for long, or among many messages. */
export function mendCache(cache: InMemoryCache): void {
  keepNoStorage(cache);
  readOnce(cache);
}

/**
 * It makes a storage for each field of each object that is evicted, where a policy could keep something for itself, and forgets none of them: a day of
 * messages would stay in memory by their names. No policy of ours keeps anything there, so each gets an empty one.
 */
function keepNoStorage(cache: InMemoryCache): void {
  // Of the prototype: a cache that is filled anew has another root.
  (Object.getPrototypeOf(Reflect.get(cache, 'data')) as Root).getStorage = () => ({});
}

/**
 * With each change it asks for what is shown with and without its optimistic layers, and remembers what it reads for each of the two: all is read twice and
 * takes twice the memory. There are no such layers here, and so one answer to both: without them, which is cheaper.
 */
function readOnce(cache: InMemoryCache): void {
  const diff = cache.diff.bind(cache);
  cache.diff = ((options: Cache.DiffOptions) => diff({ ...options, optimistic: false })) as InMemoryCache['diff'];
}
