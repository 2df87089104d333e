import type { ApolloCache } from '@apollo/client';
import { conversationCacheId } from './cache';
import { modifyField } from './modify-field';
import type { StoredConnection, StoredConversationEdge } from './merge-connections';

/** Puts a conversation that is in the cache into the loaded list of those that are not archived. Twice is once. */
export function insertIntoList(cache: ApolloCache, conversationId: string): void {
  const node = { __ref: conversationCacheId(conversationId) };
  modifyField<StoredConnection<StoredConversationEdge>>(cache, 'ROOT_QUERY', 'conversations', (list, { storeFieldName }) => {
    if (storeFieldName.includes('"archived":true')) return list;
    if (list.edges.some((edge) => edge.node.__ref === node.__ref)) return list;
    const edge: StoredConversationEdge = { __typename: 'ConversationEdge', node };
    return { ...list, edges: [edge, ...list.edges] };
  });
}

/** Takes a conversation, its messages and its place in the lists out of the cache. */
export function evictConversation(cache: ApolloCache, conversationId: string): void {
  const id = conversationCacheId(conversationId);
  modifyField<StoredConnection<StoredConversationEdge>>(cache, 'ROOT_QUERY', 'conversations', (list) => {
    const edges = list.edges.filter((edge) => edge.node.__ref !== id);
    return edges.length === list.edges.length ? list : { ...list, edges };
  });
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
}
