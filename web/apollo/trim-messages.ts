import type { ApolloCache } from '@apollo/client';
import { conversationCacheId } from './cache';
import type { StoredMessages } from './merge-messages';
import { modifyField } from './modify-field';
import { pinnedIds } from './pinned-messages';

/** The newest so many, or those from a seq on. */
export type Kept = { newest: number } | { fromSeq: number };

/** Takes the oldest loaded messages of a conversation out of memory, all but those that are kept, or `atMost` of them; scrolling up loads them again. How many went. */
export function trimMessages(cache: ApolloCache, conversationId: string, kept: Kept, atMost = Infinity): number {
  const dropped: string[] = [];
  cache.batch({
    update: () => {
      modifyField<StoredMessages>(cache, conversationCacheId(conversationId), 'messages', (stored, { readSeq }) => {
        const surplus =
          'newest' in kept
            ? stored.edges.length - kept.newest
            : stored.edges.findIndex((edge) => (readSeq(edge.node) ?? 0) >= kept.fromSeq);
        const count = Math.max(0, Math.min(surplus, atMost));
        dropped.push(...stored.edges.slice(0, count).map((edge) => edge.node.__ref));
        return count === 0 ? stored : { ...stored, edges: stored.edges.slice(count) };
      });
      const pinned = pinnedIds(cache, conversationId);
      for (const id of dropped) if (!pinned.has(id)) cache.evict({ id });
    },
  });
  return dropped.length;
}
