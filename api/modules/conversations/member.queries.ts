import type { QueryFilter } from 'mongoose';
import { badUserInput } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { datePart, decodeCursor, encodeCursor, forwardPage, idPart, pageSize, type Page } from '../../graphql/pages.js';
import { codePointLength, foldedWords } from '../../graphql/text.js';
import type { UserLoaders } from '../users/user.loaders.js';
import type { ConversationLoaders } from './conversation.loaders.js';
import type { Conversation } from './conversation.model.js';
import { MemberModel, type Member } from './member.model.js';
import { settleSends } from './send-marks.js';

export const maxMembersPage = 100;
const maxSearchLength = 100;
const searchChunk = 500;

interface MemberPageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Present members by joinedAt. `search`: those with a word of username or display name that starts with it. */
export async function pageMembers(
  loaders: ConversationLoaders & UserLoaders,
  conversationId: Conversation['_id'],
  { first, after, search }: MemberPageArgs & { readonly search?: string | null },
): Promise<Page<Member>> {
  const size = pageSize('first', first, 50, maxMembersPage);
  const from = startAfter(after);
  const words = searchWords(search);
  if (words) return shapePage(await findMatchingMembers(loaders, conversationId, from, words, size + 1), size, from);
  // The first page of each of many conversations is one command for all of them.
  const members = from
    ? await findMembers({ conversationId, ...from }, size + 1)
    : await loaders.firstMembers.load({ conversationId: conversationId.toHexString(), size: size + 1 });
  return shapePage(members, size, from);
}

/** Present members who have read up to `seq`, all but `exceptUserId`, by joinedAt. */
export async function pageReaders(
  conversationId: Conversation['_id'],
  seq: number,
  exceptUserId: Conversation['_id'] | null,
  { first, after }: MemberPageArgs,
): Promise<Page<Member>> {
  const size = pageSize('first', first, 50, maxMembersPage);
  const from = startAfter(after);
  const others = exceptUserId ? { userId: { $ne: exceptUserId } } : {};
  // $and: the place in the list may have a condition on userId, too.
  return shapePage(await findMembers({ conversationId, lastReadSeq: { $gte: seq }, $and: [from ?? {}, others] }, size + 1), size, from);
}

async function findMembers(filter: QueryFilter<Member>, limit: number): Promise<Member[]> {
  await settleSends();
  return MemberModel.find({ ...filter, leftAt: null })
    .sort({ joinedAt: 1, userId: 1 })
    .limit(limit)
    .lean<Member[]>();
}

/** Walks the members in order and looks at their names, chunk by chunk: a group is bounded, and no index knows both. */
async function findMatchingMembers(
  loaders: UserLoaders,
  conversationId: Conversation['_id'],
  from: QueryFilter<Member> | null,
  words: readonly string[],
  limit: number,
): Promise<Member[]> {
  const found: Member[] = [];
  let place = from;
  while (found.length < limit) {
    const chunk = await findMembers({ conversationId, ...place }, searchChunk);
    const users = await loaders.user.loadMany(chunk.map((member) => member.userId.toHexString()));
    chunk.forEach((member, index) => {
      const user = users[index];
      if (user instanceof Error) throw user;
      if (user && words.every((word) => foldedWords(`${user.username} ${user.displayName}`).some((own) => own.startsWith(word))))
        found.push(member);
    });
    const last = chunk.at(-1);
    if (!last || chunk.length < searchChunk) break;
    place = placeAfter(last);
  }
  return found.slice(0, limit);
}

const placeAfter = ({ joinedAt, userId }: Pick<Member, 'joinedAt' | 'userId'>): QueryFilter<Member> => ({
  // The range is what the index can start at, the alternatives are what is meant.
  joinedAt: { $gte: joinedAt },
  $or: [{ joinedAt: { $gt: joinedAt } }, { joinedAt, userId: { $gt: userId } }],
});

function startAfter(after: string | null | undefined): QueryFilter<Member> | null {
  if (after === null || after === undefined) return null;
  const [joinedAt, userId] = decodeCursor('after', 'member', after);
  const id = parseId(idPart('after', userId));
  return id && placeAfter({ joinedAt: datePart('after', joinedAt), userId: id });
}

function shapePage(members: readonly Member[], size: number, from: QueryFilter<Member> | null): Page<Member> {
  return forwardPage(members, size, from !== null, ({ joinedAt, userId }) =>
    encodeCursor('member', joinedAt.getTime(), userId.toHexString()),
  );
}

function searchWords(search: string | null | undefined): string[] | null {
  if (search === null || search === undefined) return null;
  if (codePointLength(search) > maxSearchLength)
    throw badUserInput('search', 'TOO_LONG', `"search" must have at most ${maxSearchLength} characters.`);
  const words = foldedWords(search);
  return words.length > 0 ? words : null;
}

/** All present memberships, once, at start: what the live engine's index begins with. */
export async function* scanMemberships(): AsyncIterable<{ conversationId: string; userId: string }> {
  const members = MemberModel.find({}, { leftAt: 1 }).sort({ _id: 1 }).lean<Pick<Member, '_id' | 'leftAt'>[]>().cursor({ batchSize: 1000 });
  for await (const { _id, leftAt } of members) {
    const [conversationId, userId] = _id.split(':');
    if (!leftAt && conversationId && userId) yield { conversationId, userId };
  }
}

/**
 * The two least marks of each kind among the present members: what everybody's othersReadSeq and othersDeliveredSeq come from, so they change
 * when this does. The second, because the one who has read least sees that of the others.
 */
export async function fingerprintMarks(conversationId: string): Promise<string> {
  const least = (mark: 'lastReadSeq' | 'lastDeliveredSeq') =>
    MemberModel.find({ conversationId: parseId(conversationId), leftAt: null }, { [mark]: 1 })
      .sort({ [mark]: 1 })
      .limit(2)
      .lean<Partial<Member>[]>();
  const [read, delivered] = await Promise.all([least('lastReadSeq'), least('lastDeliveredSeq')]);
  return JSON.stringify([read.map((member) => member.lastReadSeq), delivered.map((member) => member.lastDeliveredSeq)]);
}
