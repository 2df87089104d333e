import { mongo, Types } from 'mongoose';
import { conflict } from '../../graphql/errors.js';
import type { Message } from './message.model.js';
import { withKey } from './request-hash.js';

/** A message that has no place yet. With `refusal` it gets none: it is answered where it was stored before, and refused otherwise. */
export type MessageDraft = { readonly refusal?: Error } & Pick<
  Message,
  | 'conversationId'
  | 'authorId'
  | 'clientId'
  | 'requestHash'
  | 'kind'
  | 'text'
  | 'words'
  | 'notice'
  | 'replyToId'
  | 'mentionIds'
  | 'mentionsEveryone'
  | 'attachments'
  | 'attachmentMarks'
>;

/** Where a conversation stands. */
export type NewestPlace = Pick<Message, 'seq' | 'createdAt'>;

/** Another process's clock may be ahead by that much without times running backwards here. */
const maxClockSkewMs = 15 * 60_000;

/**
 * Records with the next seqs after `newest`, in the order of the drafts. Times never run backwards within a conversation, as long as
 * the processes' clocks are within 15 minutes of each other: finding a place by time relies on it.
 */
export function numberDrafts(drafts: readonly MessageDraft[], newest: NewestPlace | null, now: Date): Message[] {
  const ahead = newest ? newest.createdAt.getTime() - now.getTime() : 0;
  const createdAt = newest && ahead > 0 && ahead <= maxClockSkewMs ? newest.createdAt : now;
  return drafts.map((draft, index) => ({
    ...draft,
    _id: new Types.ObjectId(),
    seq: (newest?.seq ?? 0) + 1 + index,
    createdAt,
    // The server puts its own time in the place of Timestamp(0, 0).
    storedAt: new mongo.Timestamp({ t: 0, i: 0 }),
    editedAt: null,
    edits: [],
    deletedAt: null,
    reactions: [],
    revision: 1,
    changedAt: new mongo.Timestamp({ t: 0, i: 0 }),
  }));
}

/** What makes a send the same one, within a conversation. */
export const sendKey = ({ authorId, clientId }: Pick<MessageDraft, 'authorId' | 'clientId'>): string => `${authorId} ${clientId}`;

/** The sends of one batch, each with its repetitions: the first of each group is the one to be written. */
export function groupRepetitions<Draft extends MessageDraft>(drafts: readonly Draft[]): [Draft, ...Draft[]][] {
  const groups = new Map<string, [Draft, ...Draft[]]>();
  for (const draft of drafts) {
    const key = sendKey(draft);
    const group = groups.get(key);
    if (group) group.push(draft);
    else groups.set(key, [draft]);
  }
  return [...groups.values()];
}

/** The stored message is the answer to a repeated send, unless something else was asked under its clientId. */
export function answerRepetition(stored: Message, requestHash: string): Message {
  const isSame = stored.requestHash === requestHash || withKey(stored.requestHash) === requestHash;
  if (!isSame) throw conflict('clientId', 'This clientId was used for another message in this conversation.');
  return stored;
}
