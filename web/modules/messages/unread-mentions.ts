import { isMentionOf } from '../../apollo/is-mention';

type Mentioning = {
  seq: number;
  kind: string;
  deletedAt: string | null;
  author: { id: string } | null;
  mentionsEveryone: boolean;
  mentions: readonly { id: string }[];
};
type Marks = { lastSeq: number; lastReadSeq: number; unreadMentions: number };

/** By the rules of ViewerState.unreadMentions, in order. */
export const mentionsAfter = (messages: readonly Mentioning[], readSeq: number, viewerId: string): number[] =>
  messages
    .filter(({ seq, kind, deletedAt, author }) => seq > readSeq && kind === 'TEXT' && deletedAt === null && author?.id !== viewerId)
    .filter((message) => isMentionOf(message, viewerId))
    .map(({ seq }) => seq);

/**
 * What is unread and mentions the viewer, with a read mark that may still wait in the outbox. `first` is null where it is not
 * among the messages that are loaded, or where there is none.
 */
export function unreadMentionsIn(messages: readonly Mentioning[], marks: Marks, waitingReadSeq: number, viewerId: string) {
  const readSeq = Math.max(marks.lastReadSeq, waitingReadSeq);
  const loaded = mentionsAfter(messages, readSeq, viewerId);
  const [start = Infinity, end = 0] = [messages[0]?.seq, messages.at(-1)?.seq];
  const isFirstLoaded = start <= readSeq + 1 || marks.lastSeq <= readSeq;
  const readSince = mentionsAfter(messages, marks.lastReadSeq, viewerId).filter((seq) => seq <= readSeq).length;
  const counted = readSeq >= marks.lastSeq ? 0 : Math.max(0, marks.unreadMentions - readSince);
  return {
    readSeq,
    count: isFirstLoaded && end >= marks.lastSeq ? loaded.length : counted,
    first: isFirstLoaded ? (loaded[0] ?? null) : null,
  };
}
