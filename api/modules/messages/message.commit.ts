import { setTimeout as delay } from 'node:timers/promises';
import { mongo, type Types } from 'mongoose';
import { AppError, notFound } from '../../graphql/errors.js';
import { writeInBulk } from '../conversations/bulk.actions.js';
import { findPresentUserIds } from '../conversations/conversation.access.js';
import { moveAuthorMarks, raiseHints } from '../conversations/mark.actions.js';
import { answerRepetition, groupRepetitions, numberDrafts, sendKey, type MessageDraft, type NewestPlace } from './message.drafts.js';
import { MessageModel, type Message } from './message.model.js';

/** A send and its repetitions in one batch. */
type Group = [MessageDraft, ...MessageDraft[]];

export type Outcome = { readonly message: Message } | { readonly error: unknown };

/** How often in a row other processes may take the place that this one wanted. */
const maxLostRaces = 200;
const longestPauseMs = 20;

/**
 * Seq and time of the newest message, as the unique index says; null before the first. Read concern local, like the index that refuses
 * duplicates: a majority read would for a moment not see what has just taken a place. It is safe because what is written after a message
 * in the oplog can only be kept together with it.
 */
export function findNewest(conversationId: Types.ObjectId): Promise<NewestPlace | null> {
  return MessageModel.findOne({ conversationId }, { seq: 1, createdAt: 1 }).sort({ seq: -1 }).readConcern('local').lean<NewestPlace>();
}

/**
 * Commits drafts of ONE conversation in their order and tells, for each, the stored message or why there is none. In this process only
 * one call at a time may run for a conversation; other processes are met at the unique indexes.
 *
 * There is never a hole: a message is inserted at a seq only when the one before it is known to be committed, because it was read, or
 * because it went before in the same ordered insert. A refused insert uses up no seq.
 */
export async function commitDrafts(conversationId: Types.ObjectId, drafts: readonly MessageDraft[]): Promise<Outcome[]> {
  const outcomes = new Map<MessageDraft, Outcome>();
  const settled: Message[] = [];
  const settle = (group: readonly MessageDraft[], stored: Message) => {
    settled.push(stored);
    for (const draft of group)
      outcomes.set(
        draft,
        attempt(() => answerRepetition(stored, draft.requestHash)),
      );
  };
  try {
    // The place first, then who is welcome, never side by side: see refuseFormerMembers.
    const newest = await findNewest(conversationId);
    const refuse = (draft: MessageDraft) => outcomes.set(draft, { error: notFound('conversation') });
    const [stored, welcome] = await Promise.all([
      findRepeated(drafts),
      refuseFormerMembers(conversationId, groupRepetitions(drafts), refuse),
    ]);
    const fresh = welcome.filter((group) => {
      const known = stored.get(sendKey(group[0]));
      if (known) settle(group, known);
      return !known;
    });
    await commitInOrder(conversationId, fresh, newest, { settle, refuse });
  } catch (error) {
    // What became of the rest is not known. Whoever sends it again under its clientId finds out.
    for (const draft of drafts) if (!outcomes.has(draft)) outcomes.set(draft, { error });
  }
  try {
    await settleMarks(conversationId, settled);
  } catch (error) {
    for (const [draft, outcome] of outcomes) if ('message' in outcome) outcomes.set(draft, { error });
  }
  return drafts.map((draft) => outcomes.get(draft) ?? { error: new Error('A draft was left without an outcome.') });
}

/** Notices that tell of a membership that ended before. */
const departures: ReadonlySet<Message['kind']> = new Set(['MEMBER_LEFT', 'MEMBER_REMOVED']);

/** What was committed behind that place, in its order. */
function findSince(conversationId: Types.ObjectId, place: NewestPlace | null): Promise<(NewestPlace & Pick<Message, 'kind'>)[]> {
  return MessageModel.find({ conversationId, seq: { $gt: place?.seq ?? 0 } }, { seq: 1, createdAt: 1, kind: 1 })
    .sort({ seq: 1 })
    .readConcern('local')
    .lean<(NewestPlace & Pick<Message, 'kind'>)[]>();
}

/**
 * Takes out the sends of those who are members no more. A removal is acknowledged once its notice has taken a place. So whoever asks after reading
 * the last place, and again where a departure has come behind it, either sees the removal here or finds the next place taken by the notice:
 * nothing of a former member is stored behind it.
 */
async function refuseFormerMembers(
  conversationId: Types.ObjectId,
  groups: readonly Group[],
  refuse: (draft: MessageDraft) => void,
): Promise<Group[]> {
  const authorIds = new Set(groups.flatMap(([{ authorId }]) => (authorId ? [authorId.toHexString()] : [])));
  const present = authorIds.size > 0 ? await findPresentUserIds(conversationId, [...authorIds]) : new Set<string>();
  return groups.filter((group) => {
    const [{ authorId }] = group;
    const isWelcome = authorId === null || present.has(authorId.toHexString());
    if (!isWelcome) group.forEach(refuse);
    return isWelcome;
  });
}

async function commitInOrder(
  conversationId: Types.ObjectId,
  groups: readonly Group[],
  newest: NewestPlace | null,
  { settle, refuse }: { settle: (group: readonly MessageDraft[], stored: Message) => void; refuse: (draft: MessageDraft) => void },
): Promise<void> {
  let rest = groups;
  let place = newest;
  let lostRaces = 0;
  while (rest.length > 0) {
    const records = numberDrafts(
      rest.map(([draft]) => draft),
      place,
      new Date(),
    );
    const inserted = await insertInOrder(records);
    if (inserted > 0) lostRaces = 0;
    rest.slice(0, inserted).forEach((group, index) => {
      const record = records[index];
      if (record) settle(group, record);
    });
    place = records[inserted - 1] ?? place;
    rest = rest.slice(inserted);
    const [refused] = rest;
    if (!refused) return;
    // Which unique index refused it? The driver keeps no keyPattern of a bulk insert. What is stored under its clientId tells.
    const [stored, since] = await Promise.all([findBySend(refused[0]), findSince(conversationId, place)]);
    place = since.at(-1) ?? place;
    if (stored) {
      settle(refused, stored);
      rest = rest.slice(1);
    } else {
      lostRaces += 1;
      if (lostRaces > maxLostRaces) throw new AppError('UNAVAILABLE', 'Too many senders at once. Safe to retry.');
      if (lostRaces > 1) await delay(Math.random() * Math.min(longestPauseMs, lostRaces));
    }
    if (since.some(({ kind }) => departures.has(kind))) rest = await refuseFormerMembers(conversationId, rest, refuse);
  }
}

/** How many of the records, from the first, were inserted: all of them, or those before the first duplicate key. */
async function insertInOrder(records: readonly Message[]): Promise<number> {
  try {
    const documents = records.map((record) => ({ ...record }));
    await writeInBulk(() => MessageModel.collection.insertMany(documents, { ordered: true }));
    return records.length;
  } catch (error) {
    const [writeError] = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [];
    if (writeError?.code !== 11000) throw error;
    return writeError.index;
  }
}

/** The message that was stored for that send, if any. Its durability is waited for by the majority write of settleMarks. */
const findBySend = ({ conversationId, authorId, clientId }: MessageDraft): Promise<Message | null> =>
  MessageModel.findOne({ conversationId, authorId, clientId }).readConcern('local').lean<Message>();

/** Those of the sends that are stored already, by sendKey. */
async function findRepeated(drafts: readonly MessageDraft[]): Promise<ReadonlyMap<string, Message>> {
  const sends = drafts.map(({ conversationId, authorId, clientId }) => ({ conversationId, authorId, clientId }));
  const stored = await MessageModel.find({ $or: sends }).readConcern('local').lean<Message[]>();
  return new Map(stored.map((message) => [sendKey(message), message]));
}

/**
 * Hints and the authors' read marks follow the commit, before anyone gets an answer. A crash in between is made good by the same
 * client's retry, which comes this way too, or by repairHints at the next start.
 */
async function settleMarks(conversationId: Types.ObjectId, messages: readonly Message[]): Promise<void> {
  const newest = messages.reduce<Message | null>((highest, message) => (highest && highest.seq > message.seq ? highest : message), null);
  if (!newest) return;
  const newestByAuthor = new Map<string, Message>();
  for (const message of messages) {
    const author = message.authorId?.toHexString();
    if (author && (newestByAuthor.get(author)?.seq ?? 0) < message.seq) newestByAuthor.set(author, message);
  }
  const marks = [...newestByAuthor.values()].flatMap(({ authorId, seq, createdAt }) =>
    authorId ? [{ conversationId, userId: authorId, seq, at: createdAt }] : [],
  );
  await Promise.all([raiseHints(conversationId, newest.seq, newest.createdAt), moveAuthorMarks(marks)]);
}

function attempt(work: () => Message): Outcome {
  try {
    return { message: work() };
  } catch (error) {
    return { error };
  }
}
