import type { ApolloCache } from '@apollo/client';
import { conversationCacheId } from './cache';
import type { StoredMessages } from './merge-messages';
import { modifyField } from './modify-field';

/** Leaves the newest so many of the loaded run of a conversation; scrolling up loads the others again. The cache ids of those that went: they are still in memory. */
export function trimMessages(cache: ApolloCache, conversationId: string, newest: number): string[] {
  const dropped: string[] = [];
  modifyField<StoredMessages>(cache, conversationCacheId(conversationId), 'messages', (stored) => {
    const surplus = Math.max(0, stored.edges.length - newest);
    dropped.push(...stored.edges.slice(0, surplus).map((edge) => edge.node.__ref));
    return surplus === 0 ? stored : { ...stored, edges: stored.edges.slice(surplus) };
  });
  return dropped;
}
