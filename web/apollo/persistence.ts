import type { NormalizedCacheObject } from '@apollo/client';
import type { TalkCache } from './cache';
import { persistedLimits, pruneCache } from './prune-cache';
import { cacheKey, readStoredJson, removeOldCaches, removeStored, writeStored } from './storage';

/**
 * Cache and cursor are one value under one key. A cache with an older cursor is fine, since events are idempotent; a newer
 * cursor than its cache would lose what lies between: so they are never stored apart.
 */
type Persisted = { cursor: string | null; asOf: number | null; entities: NormalizedCacheObject };
export type StreamPosition = { cursor: string | null; asOf: number | null };

/** Events that come all the time are shown once a second (web/live/event-queue.ts): this is written in between, not at the same time. */
const persistDelayMs = 700;

/** Fills the cache with what was kept of this person. Without anything kept, or when it cannot be read: an empty position. */
export function restoreCache(cache: TalkCache, userId: string): StreamPosition {
  removeOldCaches(userId);
  const stored = readStoredJson(cacheKey(userId)) as Partial<Persisted> | null;
  if (!stored?.entities || typeof stored.entities !== 'object') return { cursor: null, asOf: null };
  cache.restore(stored.entities);
  return { cursor: stored.cursor ?? null, asOf: stored.asOf ?? null };
}

export type Persistence = {
  /** Only one tab writes: the leader. */
  lead: () => void;
  flush: () => void;
  stop: () => void;
};

type PersistenceOptions = {
  cache: TalkCache;
  userId: string;
  position: () => StreamPosition;
  /** False after a sign-out, in whatever tab: then a late write must not bring anything back. */
  mayWrite: () => boolean;
};

/** Keeps the cache in LocalStorage: a moment after a change, once for all that come meanwhile, and when the page is hidden or left. */
export function startPersistence({ cache, userId, position, mayWrite }: PersistenceOptions): Persistence {
  let leads = false;
  let dirty = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (!dirty || !leads || !mayWrite()) return;
    dirty = false;
    const { cursor, asOf } = position();
    const all = cache.extract();
    let { characters } = persistedLimits;
    // Other things share the quota: halve until it fits, and rather keep nothing than something that no longer fits its cursor.
    for (; characters > 10_000; characters /= 2) {
      const persisted: Persisted = { cursor, asOf, entities: pruneCache(all, { ...persistedLimits, characters }) };
      if (writeStored(cacheKey(userId), JSON.stringify(persisted))) return;
    }
    removeStored(cacheKey(userId));
  }

  const schedule = () => {
    dirty = true;
    if (leads) timer ??= setTimeout(flush, persistDelayMs);
  };
  const flushWhenHidden = () => {
    if (document.visibilityState === 'hidden') flush();
  };

  cache.listen(schedule);
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flushWhenHidden);
  return {
    lead: () => {
      leads = true;
      if (dirty) schedule();
    },
    flush,
    stop: () => {
      flush();
      leads = false;
      cache.listen(null);
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flushWhenHidden);
    },
  };
}
