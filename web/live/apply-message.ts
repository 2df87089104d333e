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
 * Messages of one conversation that were stored, as they follow each other: told by live events, or by the answer to the viewer's own send. Applying them twice,
 * or after a newer state of one, changes nothing. What comes before `keptFrom` counts and moves marks, and is not kept: where the loaded run does not reach it, it begins anew there.
 */
export function applyMessagesAdded(
  cache: ApolloCache,
  messages: readonly MessageFieldsFragment[],
  viewer: Viewer,
  keptFrom = 0,
): readonly Effects[] {
  const [message] = messages;
  if (!message) return [];
  const place = messages.findIndex(({ id }) => readRevision(cache, id) > 0);
  if (place >= 0 && messages.length > 1) {
    const parts = [messages.slice(0, place), messages.slice(place, place + 1), messages.slice(place + 1)];
    return parts.flatMap((part) => applyMessagesAdded(cache, part, viewer, keptFrom));
  }
  if (place >= 0) return applyKnownMessage(cache, message, viewer, keptFrom);
  const kept = messages.filter(({ seq }) => seq >= keptFrom);
  for (const each of kept) writeNewMessage(cache, each);
  return placeMessages(cache, messages, kept, viewer, keptFrom);
}

/** After an absence, what was added since its start comes as it is now, also what was seen here in an earlier state; what became of it may have come first. */
function applyKnownMessage(cache: ApolloCache, message: MessageFieldsFragment, viewer: Viewer, keptFrom: number): readonly Effects[] {
  const revision = readRevision(cache, message.id);
  const effects = revision < message.revision ? applyMessageChanged(cache, message, viewer) : {};
  if (revision === message.revision) placePinnedMessage(cache, message);
  const newest = [revision > message.revision ? (readMessage(cache, message.id) ?? message) : message];
  return [effects, ...placeMessages(cache, newest, newest, viewer, keptFrom)];
}

function writeNewMessage(cache: ApolloCache, message: MessageFieldsFragment): void {
  writeMessage(cache, message);
  // It was pinned since it was sent.
  if (message.pinned) placePinnedMessage(cache, message);
}

type Place = { lastSeq: number; lastActivityAt: string; lastMessage: Reference | null; viewerState: ViewerStateFieldsFragment };

/** Where they stand: in the run, the list, the marks and the counts of their conversation. */
function placeMessages(
  cache: ApolloCache,
  messages: readonly MessageFieldsFragment[],
  kept: readonly MessageFieldsFragment[],
  viewer: Viewer,
  keptFrom: number,
): readonly Effects[] {
  const [first] = messages;
  const position = first && readPosition(cache, first.conversationId);
  if (!first) return [];
  const { conversationId } = first;
  const fetched: Effects = { fetchConversations: [conversationId] };
  if (!position) return [fetched];
  insertIntoRun(cache, conversationId, kept, keptFrom);
  insertIntoList(cache, conversationId);
  moveAuthorMarks(cache, conversationId, messages, viewer);
  const newer: MessageFieldsFragment[] = [];
  for (const message of messages) if (message.seq > (newer.at(-1)?.seq ?? position.lastSeq)) newer.push(message);
  const last = newer.at(-1);
  if (!last) return [];
  cache.modify<Place>({
    id: conversationCacheId(conversationId),
    fields: {
      lastSeq: () => last.seq,
      lastActivityAt: () => last.createdAt,
      lastMessage: (before) => (kept.includes(last) ? referenceTo(last) : before),
      viewerState: (state) =>
        newer.reduce((counted, message) => countMessage(counted, message, viewer), state as ViewerStateFieldsFragment),
    },
  });
  // Something in between was not seen, as after a long absence: what it did to the counts only the server knows.
  return last.seq > position.lastSeq + newer.length ? [fetched] : [];
}

/** Whoever sends something has read and received everything up to it: no event of its own says so. */
function moveAuthorMarks(cache: ApolloCache, conversationId: string, messages: readonly MessageFieldsFragment[], viewer: Viewer): void {
  const marks = new Map<string, number>();
  for (const { author, seq } of messages) if (author) marks.set(author.id, Math.max(seq, marks.get(author.id) ?? 0));
  for (const [userId, seq] of marks)
    applyReadMarkerMoved(cache, { conversationId, userId, lastReadSeq: seq, lastDeliveredSeq: seq }, viewer);
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
function writeMessage(cache: ApolloCache, message: MessageFieldsFragment): void {
  if (readRevision(cache, message.id) < message.revision) {
    cache.writeFragment({ id: messageCacheId(message.id), fragment: MessageFields, fragmentName: 'MessageFields', data: message });
  }
}

const referenceTo = ({ id }: MessageFieldsFragment): Reference => ({ __ref: messageCacheId(id) });

/** Only what continues the run, or begins it anew: beyond a hole it is loaded when somebody scrolls there. */
function insertIntoRun(cache: ApolloCache, conversationId: string, messages: readonly MessageFieldsFragment[], keptFrom: number): void {
  modifyField<StoredMessages>(cache, conversationCacheId(conversationId), 'messages', (stored, { readSeq }) => {
    const last = stored.edges.at(-1);
    // Of an empty run nobody knows where it ends, but of that of a conversation to which the first comes.
    let nextSeq = last ? (readSeq(last.node) ?? NaN) + 1 : 1;
    let edges = [...stored.edges];
    for (const message of messages) {
      if (message.seq === keptFrom && message.seq > nextSeq) edges = [];
      else if (message.seq !== nextSeq) continue;
      edges.push({ __typename: 'MessageEdge', node: referenceTo(message) });
      nextSeq = message.seq + 1;
    }
    return edges.length === stored.edges.length && edges[0] === stored.edges[0] ? stored : { ...stored, edges };
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
