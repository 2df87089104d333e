import type { Types } from 'mongoose';
import { MessageModel, type Message } from './message.model.js';

/** A word, or the beginning of one. */
export type Word = string | { readonly $regex: string };

/** A place among the messages of all conversations, newest first: what is behind it is older. */
export type Place = Pick<Message, '_id' | 'createdAt'>;

export interface Postings {
  /** Newest first. */
  readonly found: readonly Message[];
  /** How far that is all there is; null where it is all. */
  readonly reached: Place | null;
}

/** What messages are asked for. */
export interface Wanted {
  readonly conversationIds: readonly Types.ObjectId[];
  readonly authorId: Types.ObjectId | undefined;
  readonly words: readonly Word[];
}

export interface Search extends Omit<Wanted, 'words'> {
  /** The word whose messages are read from the index, */
  readonly leader: Word;
  /** and what those must have besides. */
  readonly others: readonly Word[];
}

/** A word that at most so many messages have is rare: all of them are looked at, newest first. */
const rareLimit = 1000;
/** Where nothing else is asked of them, the index alone puts more of them in order. */
const rareAloneLimit = 5000;
/** Of a common one, so many messages are looked at in one pass; */
const passLength = 1000;
/** so many are enough where nearly all messages have what is asked for. */
const glanceLength = 100;
/** Conversations in one command: as many ranges of an index as MongoDB merges in order without sorting. */
const conversationsAtOnce = 200;

const newestFirst = { createdAt: -1, _id: -1 } as const;

/** The first of the words that is rare in all of the conversations together; null where none is. */
export async function findRareWord({ conversationIds, words, authorId }: Wanted): Promise<Word | null> {
  const limit = words.length === 1 && !authorId ? rareAloneLimit : rareLimit;
  for (const word of words) {
    const counts = await Promise.all(groupsOf(conversationIds).map((ids) => countUpTo(limit + 1, ids, word)));
    if (counts.reduce((sum, count) => sum + count, 0) <= limit) return word;
  }
  return null;
}

/** By the command `count`, which both databases answer from the index alone. */
async function countUpTo(limit: number, ids: readonly Types.ObjectId[], word: Word): Promise<number> {
  const { db } = MessageModel.db;
  if (!db) throw new Error('The database is not connected.');
  const { n } = await db.command({ count: MessageModel.collection.collectionName, query: matchWord(ids, word, null), limit });
  return Number(n);
}

/** All that there is behind that place, where the leader is rare. */
export async function findAll({ conversationIds, ...search }: Search, after: Place | null, wanted: number): Promise<Postings> {
  // More may have come since they were counted.
  const groups = groupsOf(conversationIds).map((ids) => walk(ids, search, after, { wanted, length: 2 * rareAloneLimit }));
  return { found: (await Promise.all(groups)).flat().sort(byPlace).slice(0, wanted), reached: null };
}

/** A full page from a glance at the newest messages that have the leader, a whole word; null where that is not enough. */
export async function findAtOnce({ conversationIds, ...search }: Search, after: Place | null, wanted: number): Promise<Postings | null> {
  const groups = await Promise.all(groupsOf(conversationIds).map((ids) => walk(ids, search, after, { wanted, length: glanceLength })));
  if (groups.some((found) => found.length < wanted)) return null;
  const found = groups.flat().sort(byPlace).slice(0, wanted);
  return { found, reached: found.at(-1) ?? null };
}

/** One pass over the newest messages that have the leader, a whole word. */
export async function findNewest({ conversationIds, ...search }: Search, after: Place | null, wanted: number): Promise<Postings> {
  const groups = await Promise.all(groupsOf(conversationIds).map((ids) => passThrough(ids, search, after, wanted)));
  const [reached = null] = groups.flatMap((group) => group.reached ?? []).sort(byPlace);
  const all = groups.flatMap(({ found }) => found).sort(byPlace);
  const sure = reached ? all.filter((message) => byPlace(message, reached) <= 0) : all;
  return { found: sure.slice(0, wanted), reached };
}

async function passThrough(ids: readonly Types.ObjectId[], search: Lead, after: Place | null, wanted: number): Promise<Postings> {
  const found = await walk(ids, search, after, { wanted, length: passLength });
  const last = found.at(-1);
  if (last && found.length === wanted) return { found, reached: last };
  const [end] = await MessageModel.aggregate<Place>([
    { $match: matchWord(ids, search.leader, after) },
    { $sort: newestFirst },
    { $skip: passLength - 1 },
    { $limit: 1 },
    { $project: { createdAt: 1 } },
  ]);
  return { found, reached: end ?? null };
}

type Lead = Omit<Search, 'conversationIds'>;

/** The first `wanted` among the newest `length` that have the leader. The limit keeps the other words out of the choice of the index, too. */
function walk(
  ids: readonly Types.ObjectId[],
  search: Lead,
  after: Place | null,
  { wanted, length }: { readonly wanted: number; readonly length: number },
): Promise<Message[]> {
  return MessageModel.aggregate<Message>([
    { $match: matchWord(ids, search.leader, after) },
    { $sort: newestFirst },
    { $limit: length },
    { $match: matchOthers(search) },
    { $limit: wanted },
  ]);
}

/** One range of the index of words for each conversation. */
function matchWord(ids: readonly Types.ObjectId[], word: Word, after: Place | null) {
  const [only] = ids;
  return {
    conversationId: ids.length === 1 ? only : { $in: [...ids] },
    words: word,
    // The range is what the index can start at, the alternatives are what is meant.
    ...(after && {
      createdAt: { $lte: after.createdAt },
      $or: [{ createdAt: { $lt: after.createdAt } }, { createdAt: after.createdAt, _id: { $lt: after._id } }],
    }),
  };
}

const matchOthers = ({ others, authorId }: Pick<Search, 'others' | 'authorId'>) => ({
  ...(others.length > 0 && { $and: others.map((word) => ({ words: word })) }),
  ...(authorId && { authorId }),
});

function groupsOf(ids: readonly Types.ObjectId[]): (readonly Types.ObjectId[])[] {
  const groups: (readonly Types.ObjectId[])[] = [];
  for (let start = 0; start < ids.length; start += conversationsAtOnce) groups.push(ids.slice(start, start + conversationsAtOnce));
  return groups;
}

const byPlace = (one: Place, other: Place): number =>
  other.createdAt.getTime() - one.createdAt.getTime() || (one._id.toHexString() < other._id.toHexString() ? 1 : -1);
