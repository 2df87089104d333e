import type { TFunction } from 'i18next';
import type { OutboxItem } from '../../live/outbox-item';
import type { ConversationItem, ConversationPreview } from '../../ui/view';
import type { PersonPresence } from '../../live/presence-people';
import { markOf } from '../presence/presence-view';
import { faceOf, peerOf, statusOf, type ShownConversation } from './conversation-view';
import { expectedState, waitingReadSeq } from './expected-state';
import { noticeSentence } from './notice-sentence';
import { waitingFilesOf } from './waiting-files';

export type ItemsInput = {
  conversations: readonly ShownConversation[];
  /** Ids in the order in which they were pinned. */
  pins: readonly string[];
  outbox: readonly OutboxItem[];
  drafts: ReadonlyMap<string, string>;
  typing: ReadonlyMap<string, readonly string[]>;
  presences: ReadonlyMap<string, PersonPresence>;
  /** At whose end the viewer reads along. */
  followedId: string | null;
  viewerId: string;
  now: number;
  t: TFunction;
  language: string;
};

/** The list's rows, pinned ones first, then by newest activity; what waits in the outbox counts as done. */
export function conversationItems(input: ItemsInput): ConversationItem[] {
  const places = new Map(input.pins.map((id, index) => [id, index]));
  // What is pinned but has no place yet was pinned just now.
  const placeOf = ({ id, pinned }: ConversationItem) => (pinned ? (places.get(id) ?? places.size) : Infinity);
  const items = input.conversations.map((conversation) => itemOf(conversation, input));
  return items.sort((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    return one === other ? b.at - a.at || a.id.localeCompare(b.id) : one - other;
  });
}

function itemOf(conversation: ShownConversation, input: ItemsInput): ConversationItem {
  const { viewerId, outbox, drafts, typing, presences, followedId, now, t } = input;
  const own = outbox.filter((item) => item.conversationId === conversation.id);
  const lastSend = own.findLast((item) => item.write.kind === 'send' && item.write.clientId !== conversation.lastMessage?.clientId);
  const readSeq = waitingReadSeq(conversation.id, own);
  const isRead = readSeq >= conversation.lastSeq || conversation.id === followedId;
  const peerId = peerOf(conversation, viewerId)?.id ?? null;
  const { mutedUntil, unreadCount, unreadMentions, pinned, archived, markedUnread, notify } = expectedState(conversation, own);
  return {
    id: conversation.id,
    kind: conversation.kind,
    ...faceOf(conversation, viewerId, t('app.deletedPerson')),
    preview: lastSend ? pendingPreview(lastSend) : storedPreview(conversation, own, input),
    draft: drafts.get(conversation.id) ?? null,
    at: Math.max(Date.parse(conversation.lastActivityAt), lastSend?.at ?? 0),
    unreadCount: isRead ? 0 : unreadCount,
    unreadMentions: isRead ? 0 : unreadMentions,
    muted: mutedUntil !== null && Date.parse(mutedUntil) > now,
    pinned: pinned && !archived,
    archived,
    markedUnread: markedUnread && readSeq === 0,
    notify,
    typing: [...(typing.get(conversation.id) ?? [])],
    peerId,
    presence: markOf(peerId === null ? undefined : presences.get(peerId)),
  };
}

function pendingPreview(item: OutboxItem): ConversationPreview {
  const text = item.write.kind === 'send' ? item.write.text : '';
  return {
    author: null,
    text,
    files: waitingFilesOf(item),
    own: true,
    status: item.refusedWith === null ? 'pending' : 'failed',
    deleted: false,
  };
}

function storedPreview(
  conversation: ShownConversation,
  own: readonly OutboxItem[],
  { viewerId, t, language }: ItemsInput,
): ConversationPreview | null {
  const message = conversation.lastMessage;
  if (!message) return null;
  if (message.kind !== 'TEXT') {
    return { author: null, text: noticeSentence(message, viewerId, t, language), files: [], own: false, status: null, deleted: false };
  }
  const isOwn = message.author?.id === viewerId;
  const writes = own.filter((item) => item.refusedWith === null).map((item) => item.write);
  const edit = writes.findLast((write) => write.kind === 'edit' && write.messageId === message.id);
  const deleted = message.deletedAt !== null || writes.some((write) => write.kind === 'delete' && write.messageId === message.id);
  return {
    author: conversation.kind === 'GROUP' ? (message.author?.displayName ?? t('message.formerMember')) : null,
    text: deleted ? '' : edit?.kind === 'edit' ? edit.text : message.text,
    files: deleted ? [] : message.attachments,
    own: isOwn,
    status: isOwn ? statusOf(message.seq, conversation.viewerState) : null,
    deleted,
  };
}
