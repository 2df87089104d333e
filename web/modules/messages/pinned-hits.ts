import type { MessageFieldsFragment } from '../../generated/graphql';
import type { OutboxItem } from '../../live/outbox-item';
import type { MessageHit } from '../../ui/view';
import type { Faced } from '../conversations/conversation-view';
import { messageHit } from './message-hits';

type Input = {
  /** As the server has them: newest pin first. */
  pinned: readonly MessageFieldsFragment[];
  /** What else is known of the conversation: one of these may wait to be pinned, or have been pinned since the list was asked for. */
  messages: readonly MessageFieldsFragment[];
  outbox: readonly OutboxItem[];
  conversation: Faced;
  viewerId: string;
  nobody: string;
};

/** The pins as the person left them: what waits to be pinned comes first, what waits to be unpinned or deleted is gone, and a waiting edit shows. */
export function pinnedHits({ pinned, messages, outbox, conversation, viewerId, nobody }: Input): MessageHit[] {
  const byId = new Map([...messages, ...pinned].map((message) => [message.id, message]));
  // An answer that an event overtook may list what is pinned no more, and lack what is.
  const listed = pinned.filter((message) => message.pinned).map(({ id }) => id);
  const pinnedSince = [...byId.values()].filter((message) => message.pinned && !listed.includes(message.id));
  const ids = [...pinnedSince.sort((one, other) => other.seq - one.seq).map(({ id }) => id), ...listed];
  const texts = new Map<string, string>();
  for (const { write, refusedWith } of outbox) {
    if (refusedWith !== null || !('messageId' in write)) continue;
    const { messageId } = write;
    const place = ids.indexOf(messageId);
    if (write.kind === 'pin' && place < 0) ids.unshift(messageId);
    if ((write.kind === 'unpin' || write.kind === 'delete') && place >= 0) ids.splice(place, 1);
    if (write.kind === 'edit') texts.set(messageId, write.text);
  }
  return ids.flatMap((id) => {
    const message = byId.get(id);
    if (!message || message.deletedAt !== null) return [];
    return [messageHit({ ...message, text: texts.get(id) ?? message.text, conversation }, viewerId, nobody)];
  });
}
