import type { MemberView, UserView } from './state-documents.js';
import type { KeptConversation, KeptState } from './state-replica.js';

/** What the contract lets a client work out from the rest: the newest message, pins, unread counts, ticks. */
type Derived = Readonly<Record<'lastSeq' | 'lastMessage' | 'lastActivityAt' | 'pinned', unknown>> &
  Readonly<Record<'unreadCount' | 'unreadMentions' | 'othersReadSeq' | 'othersDeliveredSeq', number>>;
interface Source {
  conversation(conversation: KeptConversation, viewerId: string): Derived;
  unreadTotal(state: KeptState): number;
}

/** Worked out by the client from what it holds. */
export const workedOut: Source = {
  conversation({ own, viewerState, members, messages }, viewerId) {
    const inOrder = [...messages.values()].sort((a, b) => a.seq - b.seq);
    const newest = inOrder.at(-1);
    const unread = inOrder.filter(
      ({ seq, kind, author, deletedAt }) => seq > viewerState.lastReadSeq && kind === 'TEXT' && author?.id !== viewerId && !deletedAt,
    );
    const others = [...members.values()].filter(({ user }) => user.id !== viewerId);
    return {
      lastSeq: newest?.seq ?? 0,
      lastMessage: newest?.id ?? null,
      lastActivityAt: newest?.createdAt ?? own.createdAt,
      pinned: inOrder.filter(({ pinned }) => pinned).map(({ seq }) => seq),
      unreadCount: unread.length,
      unreadMentions: unread.filter(({ mentions, mentionsEveryone }) => mentionsEveryone || mentions.some(({ id }) => id === viewerId))
        .length,
      othersReadSeq: least(others.map(({ lastReadSeq }) => lastReadSeq)),
      othersDeliveredSeq: least(others.map(({ lastDeliveredSeq }) => lastDeliveredSeq)),
    };
  },
  unreadTotal(state) {
    const audible = [...state.conversations.values()].filter(
      ({ viewerState: { archived, mutedUntil } }) => !archived && !(mutedUntil !== null && new Date(mutedUntil) > new Date()),
    );
    return audible.reduce((sum, conversation) => sum + workedOut.conversation(conversation, state.viewerId).unreadCount, 0);
  },
};

/** As the server has just answered. */
export const asAnswered: Source = {
  conversation({ answer: { lastSeq, lastMessage, lastActivityAt, pinnedMessages, viewerState } }) {
    const { unreadCount, unreadMentions, othersReadSeq, othersDeliveredSeq } = viewerState;
    const pinned = pinnedMessages.map(({ seq }) => seq).sort((a, b) => a - b);
    const counts = { unreadCount, unreadMentions, othersReadSeq, othersDeliveredSeq };
    return { lastSeq, lastMessage: lastMessage?.id ?? null, lastActivityAt, pinned, ...counts };
  },
  unreadTotal: (state) => state.unreadTotal,
};

/**
 * A state as plain data, without what no event tells: names of those with whom the viewer shares no conversation any more, revisions of
 * people whose private settings changed, and how far the viewer's own devices have received.
 */
export function describeState(state: KeptState, source: Source): unknown {
  const conversations = [...state.conversations].sort(byKey);
  const acquainted = new Set([state.viewerId, ...conversations.flatMap(([, { members }]) => [...members.keys()])]);
  return {
    locale: state.locale,
    unreadTotal: source.unreadTotal(state),
    users: Object.fromEntries(
      [...state.users]
        .filter(([id]) => acquainted.has(id))
        .sort(byKey)
        .map(describeUser),
    ),
    conversations: Object.fromEntries(conversations.map(([id, conversation]) => [id, describeConversation(conversation, state, source)])),
  };
}

function describeConversation(conversation: KeptConversation, { viewerId }: KeptState, source: Source): unknown {
  const { own, memberCount, members, messages } = conversation;
  // It grows with own messages too, of which no event tells it.
  const { revision: _revision, ...viewerState } = conversation.viewerState;
  const { unreadCount, unreadMentions, othersReadSeq, othersDeliveredSeq, ...derived } = source.conversation(conversation, viewerId);
  return {
    ...own,
    ...derived,
    memberCount,
    viewerState: { ...viewerState, unreadCount, unreadMentions, othersReadSeq, othersDeliveredSeq },
    members: Object.fromEntries([...members].sort(byKey).map(([userId, member]) => [userId, describeMember(member, userId === viewerId)])),
    messages: Object.fromEntries(
      [...messages].map(([seq, { author, notice, mentions, ...message }]) => [
        seq,
        {
          ...message,
          author: author?.id ?? null,
          mentions: mentions.map(idOf),
          notice: notice && { ...notice, actor: notice.actor?.id ?? null, subjects: notice.subjects.map(idOf) },
        },
      ]),
    ),
  };
}

// Marks move without a revision that others are told.
function describeMember({ role, joinedAt, lastReadSeq, lastDeliveredSeq }: MemberView, isViewer: boolean): unknown {
  return isViewer ? { role, joinedAt } : { role, joinedAt, lastReadSeq, lastDeliveredSeq };
}

const describeUser = ([id, { username, displayName, about }]: readonly [string, UserView]) =>
  [id, { username, displayName, about }] as const;
const idOf = ({ id }: UserView) => id;
const least = (seqs: readonly number[]) => (seqs.length === 0 ? 0 : Math.min(...seqs));
const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
