import type { ApolloCache } from '@apollo/client';
import { conversationCacheId } from './cache';
import type { StoredMessages } from './merge-messages';
import { modifyField } from './modify-field';
import { pinnedIds } from './pinned-messages';

/** Takes all but the newest loaded messages of a conversation out of memory; scrolling up loads them again. */
export function trimMessages(cache: ApolloCache, conversationId: string, keepNewest: number): void {
  const dropped: string[] = [];
  cache.batch({
    update: () => {
      modifyField<StoredMessages>(cache, conversationCacheId(conversationId), 'messages', (stored) => {
        dropped.push(...stored.edges.slice(0, -keepNewest).map((edge) => edge.node.__ref));
        return dropped.length === 0 ? stored : { ...stored, edges: stored.edges.slice(-keepNewest) };
      });
      const pinned = pinnedIds(cache, conversationId);
      for (const id of dropped) if (!pinned.has(id)) cache.evict({ id });
    },
  });
}
