import type { ApolloCache } from '@apollo/client';
import { conversationCacheId } from './cache';
import type { StoredMessages } from './merge-messages';
import { modifyField } from './modify-field';
import { pinnedIds } from './pinned-messages';

/** Takes the oldest loaded messages of a conversation out of memory, all but the newest, or `atMost` of them; scrolling up loads them again. How many went. */
export function trimMessages(cache: ApolloCache, conversationId: string, keepNewest: number, atMost = Infinity): number {
  const dropped: string[] = [];
  cache.batch({
    update: () => {
      modifyField<StoredMessages>(cache, conversationCacheId(conversationId), 'messages', (stored) => {
        const count = Math.max(0, Math.min(stored.edges.length - keepNewest, atMost));
        dropped.push(...stored.edges.slice(0, count).map((edge) => edge.node.__ref));
        return count === 0 ? stored : { ...stored, edges: stored.edges.slice(count) };
      });
      const pinned = pinnedIds(cache, conversationId);
      for (const id of dropped) if (!pinned.has(id)) cache.evict({ id });
    },
  });
  return dropped.length;
}
