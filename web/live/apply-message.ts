import type { ApolloCache, Reference } from '@apollo/client';
import { conversationCacheId, messageCacheId, userCacheId } from '../apollo/cache';
import { MessageFields } from '../apollo/documents';
import { isMentionOf } from '../apollo/is-mention';
import { modifyField, readStored } from '../apollo/modify-field';
import { placePinnedMessage } from '../apollo/pinned-messages';
import type { StoredMessageEdge, StoredMessages } from '../apollo/merge-messages';
import type { MessageFieldsFragment, ViewerStateFieldsFragment } from '../generated/graphql';
import { insertIntoList } from '../apollo/list-cache';
import { applyReadMarkerMoved } from './apply-members';
import type { Effects } from './effects';

/** Whose cache it is: own messages move the own read mark, others' count as unread. */
export type Viewer = { viewerId: string };

/**
 * A message that was stored: by a live event, or by the answer to the viewer's own send. Applying it twice, or after a newer
 * state of the same message, changes nothing.
 */
export function applyMessageAdded(cache: ApolloCache, message: MessageFieldsFragment, viewer: Viewer): Effects {
  const known = readRevision(cache, message.id);
  // After an absence, what was added since its start comes as it is now, also what was seen here in an earlier state.
  const effects = known > 0 && known < message.revision ? applyMessageChanged(cache, message, viewer) : {};
  const reference = writeMessage(cache, message);
  // Also what was pinned since it was sent.
  if (known <= message.revision) placePinnedMessage(cache, message);
  const position = readPosition(cache, message.conversationId);
  if (!position) return { fetchConversations: [message.conversationId] };
  insertIntoRun(cache, message, reference);
  insertIntoList(cache, message.conversationId);
  moveAuthorMarks(cache, message, viewer);
  if (message.seq <= position.lastSeq) return effects;
  cache.modify<{ lastSeq: number; lastActivityAt: string; lastMessage: Reference | null; viewerState: ViewerStateFieldsFragment }>({
    id: conversationCacheId(message.conversationId),
    fields: {
      lastSeq: () => message.seq,
      lastActivityAt: () => message.createdAt,
      lastMessage: () => reference,
      viewerState: (state) => countMessage(state as ViewerStateFieldsFragment, message, viewer),
    },
  });
  // Something in between was not seen, as after a long absence: what it did to the counts only the server knows.
  return message.seq > position.lastSeq + 1 ? { fetchConversations: [message.conversationId] } : effects;
}

/** Whoever sends something has read and received everything up to it: no event of its own says so. */
function moveAuthorMarks(cache: ApolloCache, { author, conversationId, seq }: MessageFieldsFragment, viewer: Viewer): void {
  if (author) applyReadMarkerMoved(cache, { conversationId, userId: author.id, lastReadSeq: seq, lastDeliveredSeq: seq }, viewer);
}

export function applyMessageChanged(cache: ApolloCache, message: MessageFieldsFragment, viewer: Viewer): Effects {
  const before = readMessage(cache, message.id);
  writeMessage(cache, message);
  if (before?.text !== message.text || message.deletedAt !== null) changeQuotes(cache, message);
  if ((before?.revision ?? 0) <= message.revision) placePinnedMessage(cache, message);
  const { conversationId } = message;
  const position = readPosition(cache, conversationId);
  if (!position || !isCountedAnew(before, message, viewer)) return {};
  const couldBeUnread = message.author?.id !== viewer.viewerId && message.seq > position.viewerState.lastReadSeq;
  if (!couldBeUnread || position.viewerState.unreadCount === 0) return {};
  const counts = countLoadedUnread(cache, conversationId, position.viewerState.lastReadSeq, viewer);
  // Whether the counts here still had it depends on when that was told.
  if (counts === null) return { fetchConversations: [conversationId] };
  modifyField<ViewerStateFieldsFragment>(cache, conversationCacheId(conversationId), 'viewerState', (state) => ({ ...state, ...counts }));
  return {};
}

/** What may change the unread counts: a deletion, or an edit that mentions the viewer or does so no more. */
function isCountedAnew(before: MessageFieldsFragment | null, message: MessageFieldsFragment, { viewerId }: Viewer): boolean {
  if (message.deletedAt !== null) return !before?.deletedAt;
  if (before === null) return message.editedAt !== null;
  return isMentionOf(before, viewerId) !== isMentionOf(message, viewerId);
}

/** Loaded replies show what they answer as it is now: above all, nothing of what was deleted. */
function changeQuotes(cache: ApolloCache, message: MessageFieldsFragment): void {
  const { conversationId, seq, text, deletedAt, revision, id } = message;
  if (readRevision(cache, id) > revision) return;
  for (const reply of loadedMessages(cache, conversationId)) {
    if (reply.replyTo?.seq !== seq) continue;
    modifyField<MessageFieldsFragment['replyTo']>(
      cache,
      messageCacheId(reply.id),
      'replyTo',
      (quote) => quote && { ...quote, text, deletedAt, ...(deletedAt !== null && { attachments: [] }) },
    );
  }
}

/** The loaded run of a conversation, in order. */
function loadedMessages(cache: ApolloCache, conversationId: string): MessageFieldsFragment[] {
  const { messages } = readStored<{ messages: StoredMessages }>(cache, conversationCacheId(conversationId), ['messages']);
  return (messages?.edges ?? []).flatMap((edge) => readMessage(cache, edge.node.__ref.slice(messageCacheId('').length)) ?? []);
}

export type Position = { lastSeq: number; viewerState: ViewerStateFieldsFragment };

/** null: it is not in the cache. */
export function readPosition(cache: ApolloCache, conversationId: string): Position | null {
  const { lastSeq, viewerState } = readStored<Position>(cache, conversationCacheId(conversationId), ['lastSeq', 'viewerState']);
  return lastSeq === undefined || viewerState === undefined ? null : { lastSeq, viewerState };
}

const readMessage = (cache: ApolloCache, id: string) =>
  cache.readFragment({ id: messageCacheId(id), fragment: MessageFields, fragmentName: 'MessageFields' });

/** 0: it is not in the cache; the first is 1. */
const readRevision = (cache: ApolloCache, id: string) =>
  readStored<{ revision: number }>(cache, messageCacheId(id), ['revision']).revision ?? 0;

/** Writes it unless a newer revision is there. */
function writeMessage(cache: ApolloCache, message: MessageFieldsFragment): Reference {
  if (readRevision(cache, message.id) < message.revision) {
    cache.writeFragment({ id: messageCacheId(message.id), fragment: MessageFields, fragmentName: 'MessageFields', data: message });
  }
  return { __ref: messageCacheId(message.id) };
}

function insertIntoRun(cache: ApolloCache, message: MessageFieldsFragment, reference: Reference): void {
  modifyField<StoredMessages>(cache, conversationCacheId(message.conversationId), 'messages', (stored, { readSeq }) => {
    const edge: StoredMessageEdge = { __typename: 'MessageEdge', node: reference };
    const last = stored.edges.at(-1);
    const lastSeq = last && readSeq(last.node);
    if (lastSeq === undefined) return message.seq === 1 ? { ...stored, edges: [edge] } : stored;
    // Only what continues the run: beyond a hole it is loaded when somebody scrolls there.
    return message.seq === lastSeq + 1 ? { ...stored, edges: [...stored.edges, edge] } : stored;
  });
}

type Counts = Pick<ViewerStateFieldsFragment, 'unreadCount' | 'unreadMentions'>;

/**
 * How many of the loaded messages after `lastReadSeq` count as unread; null where not all of them are loaded. A count that an
 * event carries may be ahead of the messages that this cache has seen so far, and they would be counted twice.
 */
export function countLoadedUnread(cache: ApolloCache, conversationId: string, lastReadSeq: number, { viewerId }: Viewer): Counts | null {
  const position = readPosition(cache, conversationId);
  if (!position) return null;
  // Without any, all are there where nothing was said yet.
  let first = position.lastSeq + 1;
  let last = 0;
  const counts: Counts = { unreadCount: 0, unreadMentions: 0 };
  modifyField<StoredMessages>(cache, conversationCacheId(conversationId), 'messages', (stored, { readSeq, readField }) => {
    const seqOf = (edge: StoredMessageEdge | undefined) => edge && readSeq(edge.node);
    first = seqOf(stored.edges[0]) ?? first;
    last = seqOf(stored.edges.at(-1)) ?? last;
    const viewer = userCacheId(viewerId);
    for (const { node } of stored.edges.slice(stored.edges.findLastIndex((edge) => (seqOf(edge) ?? 0) <= lastReadSeq) + 1)) {
      if (readField('kind', node) !== 'TEXT' || readField('deletedAt', node) !== null) continue;
      if (readField<Reference | null>('author', node)?.__ref === viewer) continue;
      const mentioned = readField<readonly Reference[]>('mentions', node) ?? [];
      counts.unreadCount += 1;
      if (readField('mentionsEveryone', node) === true || mentioned.some(({ __ref }) => __ref === viewer)) counts.unreadMentions += 1;
    }
    return stored;
  });
  return last < position.lastSeq || first > lastReadSeq + 1 ? null : counts;
}

function countMessage(state: ViewerStateFieldsFragment, message: MessageFieldsFragment, { viewerId }: Viewer): ViewerStateFieldsFragment {
  if (message.author?.id === viewerId) {
    return message.kind === 'TEXT'
      ? { ...state, lastReadSeq: Math.max(state.lastReadSeq, message.seq), unreadCount: 0, unreadMentions: 0 }
      : state;
  }
  const counts = message.kind === 'TEXT' && message.deletedAt === null && message.seq > state.lastReadSeq;
  if (!counts) return state;
  const unreadMentions = state.unreadMentions + Number(isMentionOf(message, viewerId));
  return { ...state, unreadCount: state.unreadCount + 1, unreadMentions };
}
