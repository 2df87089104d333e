import type { ApolloCache, Reference } from '@apollo/client';
import { conversationCacheId, viewerCacheId } from './cache';
import { modifyField } from './modify-field';
import type { StoredConnection, StoredConversationEdge } from './merge-connections';

/** Puts a conversation that is in the cache into the loaded lists; which of them shows it, its viewerState says. Twice is once. */
export function insertIntoList(cache: ApolloCache, conversationId: string): void {
  const node = { __ref: conversationCacheId(conversationId) };
  modifyField<StoredConnection<StoredConversationEdge>>(cache, 'ROOT_QUERY', 'conversations', (list) => {
    if (list.edges.some((edge) => edge.node.__ref === node.__ref)) return list;
    const edge: StoredConversationEdge = { __typename: 'ConversationEdge', node };
    return { ...list, edges: [edge, ...list.edges] };
  });
}

/** The newest pin comes last; unpinned, it leaves the row of pins. */
export function placePin(cache: ApolloCache, conversationId: string, isPinned: boolean): void {
  const node = { __ref: conversationCacheId(conversationId) };
  modifyField<readonly Reference[]>(cache, 'ROOT_QUERY', 'pinnedConversations', (pins) => {
    const others = pins.filter(({ __ref }) => __ref !== node.__ref);
    return isPinned ? [...others, node] : others;
  });
}

/** Takes a conversation, its messages and its place in the lists out of the cache. */
export function evictConversation(cache: ApolloCache, conversationId: string): void {
  const id = conversationCacheId(conversationId);
  modifyField<StoredConnection<StoredConversationEdge>>(cache, 'ROOT_QUERY', 'conversations', (list) => {
    const edges = list.edges.filter((edge) => edge.node.__ref !== id);
    return edges.length === list.edges.length ? list : { ...list, edges };
  });
  placePin(cache, conversationId, false);
  for (const [key, entity] of Object.entries(cache.extract() as Record<string, Record<string, unknown>>)) {
    if (key.startsWith('Message:') && entity['conversationId'] === conversationId) cache.evict({ id: key });
  }
  cache.evict({ id });
}

/**
 * After an absence that no cursor bridges: everything that events would have kept right is dropped, so that it is fetched
 * anew. Users stay; every fetch refreshes them.
 */
export function evictAllConversations(cache: ApolloCache): void {
  for (const key of Object.keys(cache.extract() as object)) {
    if (key.startsWith('Message:') || key.startsWith('Conversation:')) cache.evict({ id: key });
  }
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'conversations' });
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'conversation' });
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'pinnedConversations' });
  cache.evict({ id: viewerCacheId, fieldName: 'blockedUsers' });
}
