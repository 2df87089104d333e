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
const rareLimit = 2000;
/** Of a common one, so many messages are looked at in one pass, over all conversations together; */
const passLength = 2000;
/** so many are enough where nearly all messages have what is asked for. */
const glanceLength = 100;
/** Conversations in which the first look at a common word is taken; and as many ranges of an index as MongoDB merges in order without sorting. */
const fewConversations = 200;
/** Conversations in one command where nothing is to be in order; the embedded database's plans have as many ranges, MongoDB's have more. */
const manyConversations = 1000;
/** Conversations in one command whose messages are merged in order. */
let mergedAtOnce = fewConversations;

/** Called once, at start, where the database is the embedded one: it merges as many ranges as it reads. Whoever is in a thousand asks once and not five times. */
export function mergeManyConversations(): void {
  mergedAtOnce = manyConversations;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;

export interface RareWord {
  readonly word: Word;
  /** How many messages have it. */
  readonly count: number;
}

/** The first of the words that is rare in all of the conversations together; null where none is. */
export async function findRareWord({ conversationIds, words }: Wanted): Promise<RareWord | null> {
  for (const word of words) {
    let count = 0;
    // One group after the other: what is common is so in the first, mostly; what is rare there is looked for in all others at once.
    const [first = [], ...rest] = groupsOf(conversationIds, fewConversations);
    for (const ids of [first, ...groupsOf(rest.flat(), manyConversations)])
      if (count <= rareLimit) count += await countUpTo(rareLimit + 1 - count, ids, word);
    if (count <= rareLimit) return { word, count };
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
export async function findAll(search: Search, after: Place | null, wanted: number): Promise<Postings> {
  // More may have come since they were counted.
  const found = await walkAll(search, after, { wanted, length: 2 * rareLimit });
  return { found: found.flat().sort(byPlace).slice(0, wanted), reached: null };
}

/** A page from a glance at the newest messages that have the leader, a whole word; null where that is not enough, or asks of many conversations in vain. */
export async function findAtOnce(search: Search, after: Place | null, wanted: number): Promise<Postings | null> {
  if (search.conversationIds.length > fewConversations) return null;
  const [found = []] = await walkAll(search, after, { wanted, length: glanceLength });
  return found.length < wanted ? null : { found, reached: found.at(-1) ?? null };
}

/** One pass over the newest messages that have the leader, a whole word. */
export async function findNewest(search: Search, after: Place | null, wanted: number): Promise<Postings> {
  const groups = groupsOf(search.conversationIds, mergedAtOnce);
  const length = Math.ceil(passLength / groups.length);
  const founds = await walkAll(search, after, { wanted, length });
  // How far that is all there is in each group: the last that was wanted, or the last that was looked at.
  const ends = await Promise.all(groups.map(async (ids, place) => founds[place]?.[wanted - 1] ?? findPlace(ids, search, after, length)));
  const [reached = null] = ends.flatMap((end) => end ?? []).sort(byPlace);
  const all = founds.flat().sort(byPlace);
  const sure = reached ? all.filter((message) => byPlace(message, reached) <= 0) : all;
  return { found: sure.slice(0, wanted), reached };
}

/** Where the last of the first `length` is that have the leader; undefined where there are fewer. */
async function findPlace(
  ids: readonly Types.ObjectId[],
  { leader }: Lead,
  after: Place | null,
  length: number,
): Promise<Place | undefined> {
  const [place] = await MessageModel.aggregate<Place>([
    { $match: matchWord(ids, leader, after) },
    { $sort: newestFirst },
    { $skip: length - 1 },
    { $limit: 1 },
    { $project: { createdAt: 1 } },
  ]);
  return place;
}

type Lead = Omit<Search, 'conversationIds'>;

interface Lengths {
  readonly wanted: number;
  readonly length: number;
}

const walkAll = ({ conversationIds, ...search }: Search, after: Place | null, lengths: Lengths): Promise<Message[][]> =>
  Promise.all(groupsOf(conversationIds, mergedAtOnce).map((ids) => walk(ids, search, after, lengths)));

/** The first `wanted` among the newest `length` that have the leader. The limit keeps the other words out of the choice of the index, too. */
function walk(ids: readonly Types.ObjectId[], search: Lead, after: Place | null, { wanted, length }: Lengths): Promise<Message[]> {
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

function groupsOf(ids: readonly Types.ObjectId[], size: number): (readonly Types.ObjectId[])[] {
  const groups: (readonly Types.ObjectId[])[] = [];
  for (let start = 0; start < ids.length; start += size) groups.push(ids.slice(start, start + size));
  return groups;
}

const byPlace = (one: Place, other: Place): number =>
  other.createdAt.getTime() - one.createdAt.getTime() || (one._id.toHexString() < other._id.toHexString() ? 1 : -1);
