import { ApolloLink, type ApolloCache } from '@apollo/client';
import { map } from 'rxjs';
import { conversationCacheId, messageCacheId } from './cache';
import { ConversationPosition, MessageFields } from './documents';

type Entity = Record<string, unknown> & { __typename?: unknown; id?: unknown };

/**
 * An answer may be older than a live event that overtook it on the socket: what the cache knows better replaces it before it
 * is written. Messages go by `revision`; a conversation's position and the viewer's counts by `lastSeq`.
 */
export const createKeepNewerLink = (cache: ApolloCache) =>
  new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      map((result) => ('data' in result && result.data ? { ...result, data: keepNewer(cache, result.data) } : result)),
    ),
  );

export function keepNewer<Data>(cache: ApolloCache, data: Data): Data {
  if (Array.isArray(data)) return data.map((item: unknown) => keepNewer(cache, item)) as Data;
  if (typeof data !== 'object' || data === null) return data;
  const entity = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, keepNewer(cache, value as unknown)])) as Entity;
  return newerOf(cache, entity) as Data;
}

function newerOf(cache: ApolloCache, entity: Entity): Entity {
  if (typeof entity.id !== 'string') return entity;
  if (entity.__typename === 'Message') {
    const known = cache.readFragment({ id: messageCacheId(entity.id), fragment: MessageFields, fragmentName: 'MessageFields' });
    return known && known.revision > Number(entity['revision']) ? { ...entity, ...known } : entity;
  }
  if (entity.__typename !== 'Group' && entity.__typename !== 'DirectConversation') return entity;
  if (typeof entity['lastSeq'] !== 'number') return entity;
  const known = cache.readFragment({
    id: conversationCacheId(entity.id),
    fragment: ConversationPosition,
    fragmentName: 'ConversationPosition',
  });
  if (!known || known.lastSeq <= entity['lastSeq']) return entity;
  const { lastSeq, lastActivityAt, lastMessage, viewerState } = known;
  return { ...entity, lastSeq, lastActivityAt, lastMessage, viewerState };
}
