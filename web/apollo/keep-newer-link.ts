import { ApolloLink, type ApolloCache } from '@apollo/client';
import { map } from 'rxjs';
import { conversationCacheId, messageCacheId } from './cache';
import type { MessageFieldsFragment, ViewerStateFieldsFragment } from '../generated/graphql';
import { ConversationPosition, GroupFace, MessageFields } from './documents';
import { isMentionOf } from './is-mention';

type Entity = Record<string, unknown> & { __typename?: unknown; id?: unknown };

/**
 * An answer may be older than a live event that overtook it on the socket: what the cache knows better replaces it before it
 * is written. Messages, and the name and looks of a group, go by `revision`; a conversation's position and the viewer's counts by `lastSeq`.
 */
export const createKeepNewerLink = (cache: ApolloCache, viewerId: string) =>
  new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      map((result) => ('data' in result && result.data ? { ...result, data: keepNewer(cache, result.data, viewerId) } : result)),
    ),
  );

export function keepNewer<Data>(cache: ApolloCache, data: Data, viewerId: string): Data {
  if (Array.isArray(data)) return data.map((item: unknown) => keepNewer(cache, item, viewerId)) as Data;
  if (typeof data !== 'object' || data === null) return data;
  const fields = Object.entries(data).map(([name, value]) => [name, keepNewer(cache, value as unknown, viewerId)]);
  return newerOf(cache, Object.fromEntries(fields) as Entity, viewerId) as Data;
}

function newerOf(cache: ApolloCache, answered: Entity, viewerId: string): Entity {
  const entity = answered.__typename === 'Group' ? keepNewerFace(cache, answered) : answered;
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
  const { lastSeq, lastActivityAt, lastMessage } = known;
  const overtaking = findOvertaking(cache, entity.id, entity['lastSeq'], lastSeq);
  const messages = overtaking && continuePage(entity, overtaking);
  const viewerState = overtaking ? continueCounts(entity, known.viewerState, overtaking, viewerId) : known.viewerState;
  return { ...entity, lastSeq, lastActivityAt, lastMessage, viewerState, ...(messages ? { messages } : {}) };
}

function keepNewerFace(cache: ApolloCache, entity: Entity): Entity {
  if (typeof entity.id !== 'string' || typeof entity['revision'] !== 'number') return entity;
  const known = cache.readFragment({ id: conversationCacheId(entity.id), fragment: GroupFace, fragmentName: 'GroupFace' });
  return known && known.revision > entity['revision'] ? { ...entity, ...known } : entity;
}

/** The messages that arrived since an older answer was asked for, in order; null where some are not known. */
function findOvertaking(cache: ApolloCache, conversationId: string, answeredSeq: number, lastSeq: number): MessageFieldsFragment[] | null {
  const known = new Map<number, string>();
  for (const [key, stored] of Object.entries(cache.extract() as Record<string, Entity>)) {
    if (stored.__typename !== 'Message' || stored['conversationId'] !== conversationId) continue;
    if (Number(stored['seq']) > answeredSeq) known.set(Number(stored['seq']), key);
  }
  const messages: MessageFieldsFragment[] = [];
  for (let seq = answeredSeq + 1; seq <= lastSeq; seq += 1) {
    const id = known.get(seq);
    const message = id && cache.readFragment({ id, fragment: MessageFields, fragmentName: 'MessageFields' });
    if (!message) return null;
    messages.push(message);
  }
  return messages;
}

type AnsweredMessages = { edges: readonly { node: MessageFieldsFragment }[] };

/**
 * The newest page of an older answer with what arrived since: where the conversation was not loaded yet, nobody could append it.
 * Null where the page does not end at the answer's end.
 */
function continuePage(entity: Entity, overtaking: readonly MessageFieldsFragment[]): AnsweredMessages | null {
  const messages = entity['messages'] as AnsweredMessages | undefined;
  if (!messages || (messages.edges.at(-1)?.node.seq ?? 0) !== entity['lastSeq']) return null;
  const added = overtaking.map((node) => ({ __typename: 'MessageEdge', node }));
  return { ...messages, edges: [...messages.edges, ...added] };
}

/** The counts of the answer, which are exact, and what arrived since. Own messages are none: they move the read mark. */
function continueCounts(
  entity: Entity,
  known: ViewerStateFieldsFragment,
  overtaking: readonly MessageFieldsFragment[],
  viewerId: string,
): ViewerStateFieldsFragment {
  const answered = entity['viewerState'] as ViewerStateFieldsFragment | undefined;
  // What was counted from an older read mark tells nothing.
  if (answered?.lastReadSeq !== known.lastReadSeq) return known;
  const arrived = overtaking.filter(({ seq, kind, deletedAt }) => seq > known.lastReadSeq && kind === 'TEXT' && deletedAt === null);
  const mentions = arrived.filter((message) => isMentionOf(message, viewerId));
  return {
    ...known,
    unreadCount: answered.unreadCount + arrived.length,
    unreadMentions: answered.unreadMentions + mentions.length,
  };
}
