import { isMentionOf } from '../apollo/is-mention';
import type { MessageFieldsFragment, NoticeConversationFieldsFragment } from '../generated/graphql';
import { expectedState, waitingReadSeq } from '../modules/conversations/expected-state';
import { plainPreview } from '../ui/conversation/plainPreview';
import type { Notice } from '../worker/messages';
import type { OutboxItem } from './outbox-item';

/** As the server cuts what it pushes: Unicode code points. */
const maxBodyLength = 200;

/** Where mentions are not asked for together with the message, they are told by push alone. */
type Mentions = { mentionsEveryone?: boolean; mentions?: readonly { id: string }[] };

export type NoticeCircumstances = {
  viewerId: string;
  conversation: NoticeConversationFieldsFragment;
  /** What waits for the line counts as done. */
  outbox: readonly OutboxItem[];
  blockedIds: ReadonlySet<string>;
  now: number;
};

/** The same rules as the server's for pushes: of whom the person does not want to hear, a tab in the background says nothing. */
export function wantsNotice(
  message: MessageFieldsFragment & Mentions,
  { viewerId, conversation, outbox, blockedIds, now }: NoticeCircumstances,
): boolean {
  const { author, mentionsEveryone = false, mentions = [] } = message;
  if (message.kind !== 'TEXT' || message.deletedAt !== null || !author || author.id === viewerId || blockedIds.has(author.id)) return false;
  if (message.seq <= readSeqOf(conversation, outbox)) return false;
  const { archived, mutedUntil, notify } = expectedState(conversation, outbox);
  if (archived || (mutedUntil !== null && Date.parse(mutedUntil) > now)) return false;
  return notify === 'ALL' || (notify === 'MENTIONS' && isMentionOf({ mentionsEveryone, mentions }, viewerId));
}

/** How far the person has read, whether the server has heard of it or not. */
export function readSeqOf({ id, viewerState }: NoticeConversationFieldsFragment, outbox: readonly OutboxItem[]): number {
  return Math.max(viewerState.lastReadSeq, waitingReadSeq(id, outbox));
}

export function noticeOf(message: MessageFieldsFragment, conversation: NoticeConversationFieldsFragment): Notice {
  const { id, conversationId, seq } = message;
  const name = message.author?.displayName ?? '';
  const text = shorten(plainPreview(message.text));
  const title = conversation.__typename === 'Group' ? conversation.name : name;
  const body = conversation.__typename === 'Group' && text !== '' ? `${name}: ${text}` : text;
  return { conversationId, messageId: id, seq, title, body };
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > maxBodyLength ? `${characters.slice(0, maxBodyLength - 1).join('')}…` : text;
}
