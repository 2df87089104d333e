import type { TFunction } from 'i18next';
import type { MessageFieldsFragment } from '../../generated/graphql';
import type { OutboxItem, Write } from '../../live/outbox-item';
import type { MessageRow, Person, Quote, ReactionSummary } from '../../ui/view';
import { namesEveryone, peopleNamedIn } from '../../ui/mentions/mentionNames';
import { personOf, statusOf, type ShownConversation } from '../conversations/conversation-view';
import { noticeSentence } from '../conversations/notice-sentence';
import { queuedFile, storedFile } from '../conversations/file-items';
import { waitingFilesOf } from '../conversations/waiting-files';

/** By the server's rule; it has the last word. */
const editableForMs = 24 * 60 * 60_000;

export type RowsInput = {
  messages: readonly MessageFieldsFragment[];
  /** null while it is not loaded: then nothing of it is, and only what waits is shown. */
  conversation: ShownConversation | null;
  /** Of this conversation, in order. */
  outbox: readonly OutboxItem[];
  viewer: Person;
  /** As far as they are loaded: what waits to be sent may mention them. */
  members: readonly Person[];
  /** null: somebody this device has not heard of. */
  nameOf: (userId: string) => string | null;
  /** Where a file of this device is shown from; null while it is not read yet. */
  fileUrlOf: (fileId: string) => string | null;
  /** Why the server said no to such a write, as a sentence, by its code. */
  reasonOf: (code: string, kind: Write['kind']) => string;
  now: number;
  t: TFunction;
  language: string;
};

/**
 * The conversation as the person left it: stored messages with their waiting edits, deletions and reactions, and after them
 * the sends that wait. A send that is stored already shows once, for its row's key is its clientId.
 */
export function messageRows(input: RowsInput): MessageRow[] {
  const { conversation } = input;
  const bySeq = new Map(input.messages.map((message) => [message.seq, message]));
  const stored = conversation ? input.messages.map((message) => storedRow(message, conversation, input, bySeq)) : [];
  const known = new Set(input.messages.map((message) => message.clientId));
  const pending = input.outbox.flatMap((item) => pendingRow(item, input, bySeq) ?? []).filter((row) => !known.has(row.key));
  return [...stored, ...pending];
}

type BySeq = ReadonlyMap<number, MessageFieldsFragment>;

function storedRow(message: MessageFieldsFragment, conversation: ShownConversation, input: RowsInput, bySeq: BySeq): MessageRow {
  const { viewer, t, language, now } = input;
  const own = message.author?.id === viewer.id;
  const isText = message.kind === 'TEXT';
  const row: MessageRow = {
    key: message.clientId,
    id: message.id,
    seq: message.seq,
    kind: isText ? 'TEXT' : 'SYSTEM',
    own: own && isText,
    author: message.author ? personOf(message.author) : null,
    text: message.text,
    notice: isText ? null : noticeSentence(message, viewer.id, t, language),
    at: Date.parse(message.createdAt),
    edited: message.editedAt !== null,
    deleted: message.deletedAt !== null,
    status: own && isText ? statusOf(message.seq, conversation.viewerState) : null,
    failure: null,
    replyTo: message.replyTo && quoteOf(message.replyTo, input, bySeq),
    canReply: false,
    attachments: message.attachments.map(storedFile),
    reactions: message.reactions.map(({ emoji, count, userIds }) => summaryOf(emoji, count, userIds, input)),
    pinned: message.pinned,
    mentions: message.mentions.map(personOf),
    mentionsEveryone: message.mentionsEveryone,
    canEdit: false,
    canDelete: false,
    canReact: false,
    canPin: false,
  };
  const changed = input.outbox.reduce((before, item) => overlay(before, item, input), row);
  const alive = isText && !changed.deleted;
  const { role } = conversation.viewerState;
  return {
    ...changed,
    replyTo: changed.deleted ? null : changed.replyTo,
    canReply: alive,
    // There is nothing to be changed in a picture, or in what was spoken.
    canEdit: alive && own && changed.text !== '' && now - changed.at < editableForMs,
    canDelete: alive && (own || (conversation.kind === 'GROUP' && role !== 'MEMBER')),
    canReact: alive,
    canPin: alive && (conversation.kind === 'DIRECT' || role !== 'MEMBER'),
  };
}

/** Before the server has said it: where one's words wait, whom they mention shows already. */
function mentionsIn(text: string, { members, conversation }: RowsInput): Pick<MessageRow, 'mentions' | 'mentionsEveryone'> {
  const mayCallEveryone = conversation?.kind === 'GROUP' && conversation.viewerState.role !== 'MEMBER';
  return { mentions: peopleNamedIn(text, members), mentionsEveryone: mayCallEveryone && namesEveryone(text) };
}

function overlay(row: MessageRow, item: OutboxItem, input: RowsInput): MessageRow {
  const { viewer, reasonOf, nameOf } = input;
  const { write } = item;
  if (!('messageId' in write) || write.messageId !== row.id) return row;
  if (item.refusedWith !== null) return { ...row, failure: { reason: reasonOf(item.refusedWith, write.kind) } };
  if (row.deleted) return row;
  switch (write.kind) {
    case 'edit':
      return { ...row, text: write.text, edited: true, ...mentionsIn(write.text, input) };
    case 'delete':
      return { ...row, text: '', deleted: true, attachments: [], reactions: [], pinned: false };
    case 'pin':
      return { ...row, pinned: true };
    case 'unpin':
      return { ...row, pinned: false };
    case 'addReaction':
      return { ...row, reactions: withReaction(row.reactions, write.emoji, nameOf(viewer.id) ?? viewer.displayName) };
    case 'removeReaction':
      return { ...row, reactions: withoutReaction(row.reactions, write.emoji, nameOf(viewer.id) ?? viewer.displayName) };
  }
}

/** Of a message that is loaded, as it is shown there: its own waiting edit or deletion counts. */
function quoteOf(quote: NonNullable<MessageFieldsFragment['replyTo']>, { outbox }: RowsInput, bySeq: BySeq): Quote {
  const loaded = bySeq.get(quote.seq);
  const { author, text, deletedAt, attachments } = loaded ?? quote;
  const writes = outbox.filter((item) => item.refusedWith === null).map((item) => item.write);
  const ofLoaded = writes.filter((write) => 'messageId' in write && write.messageId === loaded?.id);
  const edit = ofLoaded.findLast((write) => write.kind === 'edit');
  const deleted = deletedAt !== null || ofLoaded.some((write) => write.kind === 'delete');
  return {
    seq: quote.seq,
    authorName: author?.displayName ?? null,
    colorKey: author?.id ?? '',
    text: deleted ? '' : (edit?.text ?? text),
    files: deleted ? [] : attachments,
    deleted,
  };
}

function pendingRow(item: OutboxItem, input: RowsInput, bySeq: BySeq): MessageRow | null {
  if (item.write.kind !== 'send') return null;
  const { viewer, reasonOf } = input;
  const quoted = item.write.replyTo && bySeq.get(item.write.replyTo.seq);
  const failed = item.refusedWith !== null;
  return {
    key: item.write.clientId,
    id: null,
    seq: null,
    kind: 'TEXT',
    own: true,
    author: viewer,
    text: item.write.text,
    notice: null,
    at: item.at,
    edited: false,
    deleted: false,
    status: failed ? 'failed' : 'pending',
    failure: item.refusedWith === null ? null : { reason: reasonOf(item.refusedWith, 'send') },
    replyTo: quoted ? quoteOf(quoted, input, bySeq) : null,
    canReply: false,
    attachments: waitingFilesOf(item).map((file) => queuedFile(file, input.fileUrlOf(file.fileId), failed)),
    reactions: [],
    pinned: false,
    ...mentionsIn(item.write.text, input),
    canEdit: false,
    canDelete: false,
    canReact: false,
    canPin: false,
  };
}

function summaryOf(emoji: string, count: number, userIds: readonly string[], { viewer, nameOf }: RowsInput): ReactionSummary {
  return { emoji, count, mine: userIds.includes(viewer.id), names: userIds.flatMap((id) => nameOf(id) ?? []) };
}

function withReaction(reactions: ReactionSummary[], emoji: string, name: string): ReactionSummary[] {
  const present = reactions.find((reaction) => reaction.emoji === emoji);
  if (!present) return [...reactions, { emoji, count: 1, mine: true, names: [name] }];
  if (present.mine) return reactions;
  return reactions.map((reaction) =>
    reaction === present ? { ...present, count: present.count + 1, mine: true, names: [...present.names, name] } : reaction,
  );
}

function withoutReaction(reactions: ReactionSummary[], emoji: string, name: string): ReactionSummary[] {
  return reactions.flatMap((reaction) => {
    if (reaction.emoji !== emoji || !reaction.mine) return [reaction];
    const count = reaction.count - 1;
    return count === 0 ? [] : [{ ...reaction, count, mine: false, names: reaction.names.filter((other) => other !== name) }];
  });
}
