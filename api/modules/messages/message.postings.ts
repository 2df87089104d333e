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

export interface Search {
  readonly conversationIds: readonly Types.ObjectId[];
  /** The word whose messages are read from the index, */
  readonly leader: Word;
  /** and what those must have besides. */
  readonly others: readonly Word[];
  readonly authorId: Types.ObjectId | undefined;
}

/** A word that at most so many messages have is read whole, in whatever order. */
const rareLimit = 500;
/** Of a common one, so many messages are looked at in one pass. */
const passLength = 1000;
/** Conversations in one command: as many ranges of an index as MongoDB merges in order without sorting. */
const conversationsAtOnce = 200;

const newestFirst = { createdAt: -1, _id: -1 } as const;

/** The first of the words that is rare behind that place, in all of the conversations together; null where none is. */
export async function findRareWord(
  conversationIds: readonly Types.ObjectId[],
  words: readonly Word[],
  after: Place | null,
): Promise<Word | null> {
  for (const word of words) {
    const counts = await Promise.all(groupsOf(conversationIds).map((ids) => countUpToLimit(ids, word, after)));
    if (counts.reduce((sum, count) => sum + count, 0) <= rareLimit) return word;
  }
  return null;
}

async function countUpToLimit(ids: readonly Types.ObjectId[], word: Word, after: Place | null): Promise<number> {
  const [counted] = await MessageModel.aggregate<{ count: number }>([
    { $match: matchWord(ids, word, after) },
    { $limit: rareLimit + 1 },
    { $count: 'count' },
  ]);
  return counted?.count ?? 0;
}

/** All that there is behind that place, where the leader is rare. */
export async function findAll({ conversationIds, ...search }: Search, after: Place | null, wanted: number): Promise<Postings> {
  const found = await Promise.all(
    groupsOf(conversationIds).map((ids) =>
      MessageModel.aggregate<Message>([
        { $match: matchWord(ids, search.leader, after) },
        // More may have come since they were counted. The limit keeps the other words out of the choice of the index.
        { $limit: 2 * rareLimit },
        { $match: matchOthers(search) },
        { $sort: newestFirst },
        { $limit: wanted },
      ]),
    ),
  );
  return { found: found.flat().sort(byPlace).slice(0, wanted), reached: null };
}

/** One pass over the newest messages that have the leader, a whole word. */
export async function findNewest({ conversationIds, ...search }: Search, after: Place | null, wanted: number): Promise<Postings> {
  const groups = await Promise.all(groupsOf(conversationIds).map((ids) => passThrough(ids, search, after, wanted)));
  const ends = groups.flatMap(({ reached }) => reached ?? []).sort(byPlace);
  const [reached = null] = ends;
  const all = groups.flatMap(({ found }) => found).sort(byPlace);
  const sure = reached ? all.filter((message) => byPlace(message, reached) <= 0) : all;
  return { found: sure.slice(0, wanted), reached };
}

async function passThrough(
  ids: readonly Types.ObjectId[],
  search: Omit<Search, 'conversationIds'>,
  after: Place | null,
  wanted: number,
): Promise<Postings> {
  const walk = [{ $match: matchWord(ids, search.leader, after) }, { $sort: newestFirst }];
  const found = await MessageModel.aggregate<Message>([
    ...walk,
    { $limit: passLength },
    { $match: matchOthers(search) },
    { $limit: wanted },
  ]);
  const last = found.at(-1);
  if (last && found.length === wanted) return { found, reached: last };
  const [end] = await MessageModel.aggregate<Place>([...walk, { $skip: passLength - 1 }, { $limit: 1 }, { $project: { createdAt: 1 } }]);
  return { found, reached: end ?? null };
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
