import { ApolloLink, type ApolloCache } from '@apollo/client';
import { map } from 'rxjs';
import { conversationCacheId, messageCacheId } from './cache';
import type { MessageFieldsFragment } from '../generated/graphql';
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
  const messages = withOvertaking(cache, entity, lastSeq);
  return { ...entity, lastSeq, lastActivityAt, lastMessage, viewerState, ...(messages ? { messages } : {}) };
}

type AnsweredMessages = { edges: readonly { node: MessageFieldsFragment }[] };

/**
 * The newest page of an older answer, continued by the messages that arrived since it was asked for: where the conversation
 * was not loaded yet, nobody could append them. Null where the page does not end at the answer's end, or some are not known.
 */
function withOvertaking(cache: ApolloCache, entity: Entity, lastSeq: number): AnsweredMessages | null {
  const messages = entity['messages'] as AnsweredMessages | undefined;
  const answeredSeq = entity['lastSeq'] as number;
  if (!messages || (messages.edges.at(-1)?.node.seq ?? 0) !== answeredSeq) return null;
  const known = new Map<number, string>();
  for (const [key, stored] of Object.entries(cache.extract() as Record<string, Entity>)) {
    if (stored.__typename !== 'Message' || stored['conversationId'] !== entity.id) continue;
    if (Number(stored['seq']) > answeredSeq) known.set(Number(stored['seq']), key);
  }
  const edges = [...messages.edges];
  for (let seq = answeredSeq + 1; seq <= lastSeq; seq += 1) {
    const id = known.get(seq);
    const node = id && cache.readFragment({ id, fragment: MessageFields, fragmentName: 'MessageFields' });
    if (!node) return null;
    edges.push({ __typename: 'MessageEdge', node } as AnsweredMessages['edges'][number]);
  }
  return { ...messages, edges };
}
