import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import type { QuerySearchMessagesArgs } from '../../generated/schema-types.js';
import { badUserInput } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { connectionOf, datePart, decodeCursor, encodeCursor, idPart, pageSize, type Page } from '../../graphql/pages.js';
import { cleanText } from '../../graphql/text.js';
import { accessMembership, findOwnConversationIds } from '../conversations/conversation.access.js';
import type { Message } from './message.model.js';
import {
  findAll,
  findAtOnce,
  findNewest,
  findRareWord,
  type Place,
  type Postings,
  type Search,
  type Wanted,
  type Word,
} from './message.postings.js';
import { anyWord, termsOf } from './words.js';

const maxQueryLength = 200;
const maxQueryWords = 10;
/** Passes over the newest messages with a common word. What is not found in them is left to the next page. */
const maxPasses = 3;

/**
 * Messages of the viewer's present conversations that have every word of the query, newest first. Throws BAD_USER_INPUT (query: EMPTY, TOO_LONG,
 * TOO_MANY; first; after), NOT_FOUND for a conversation of which the viewer is no member. An author whom nobody knows has written nothing.
 *
 * What a page may cost is bounded, so it may hold fewer than asked for although there are more: then hasNextPage is true and endCursor goes on.
 */
export async function searchMessages(
  viewer: ViewerIdentity,
  args: Partial<QuerySearchMessagesArgs> & { query: string },
): Promise<Page<Message>> {
  const size = pageSize('first', args.first, 20, 100);
  const words = readWords(args.query);
  const after = readPlace(args.after);
  const conversationIds =
    typeof args.conversationId === 'string'
      ? [(await accessMembership(viewer, args.conversationId)).conversationId]
      : await findOwnConversationIds(viewer);
  const authorId = typeof args.authorId === 'string' ? parseId(args.authorId) : undefined;
  const isInVain = authorId === null || conversationIds.length === 0;
  const postings = isInVain ? nothing : await search({ conversationIds, authorId, words }, after, size + 1);
  return shapePage(postings, size, after);
}

const nothing: Postings = { found: [], reached: null };

/** The longest first: it is the likeliest to be rare. */
function readWords(query: string): Word[] {
  const { whole, beginnings, count } = termsOf(cleanText('query', query, { min: 1, max: maxQueryLength, multiline: false }));
  if (count === 0) throw badUserInput('query', 'EMPTY', '"query" must hold a word.');
  if (count > maxQueryWords) throw badUserInput('query', 'TOO_MANY', `"query" must hold at most ${maxQueryWords} words.`);
  // Folded words are letters and digits only: nothing in them means anything to a regular expression.
  const byLength = [...whole, ...beginnings].sort((one, other) => other.length - one.length);
  return byLength.map((word) => (beginnings.includes(word) ? { $regex: `^${word}` } : word));
}

async function search({ words, ...scope }: Wanted, after: Place | null, wanted: number): Promise<Postings> {
  const ledBy = (leader: Word): Search => ({ ...scope, leader, others: words.filter((word) => word !== leader) });
  // Only whole words are in order in the index.
  const common = ledBy(words.find((word) => typeof word === 'string') ?? anyWord);
  const atOnce = await findAtOnce(common, after, wanted);
  if (atOnce) return atOnce;
  const rare = await findRareWord({ ...scope, words });
  if (rare) return rare.count === 0 ? nothing : findAll(ledBy(rare.word), after, wanted);
  const found: Message[] = [];
  let reached = after;
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const postings = await findNewest(common, reached, wanted - found.length);
    found.push(...postings.found);
    reached = postings.reached;
    if (reached === null || found.length === wanted) break;
  }
  return { found, reached };
}

function shapePage({ found, reached }: Postings, size: number, after: Place | null): Page<Message> {
  const isCut = found.length > size;
  const page = connectionOf(found.slice(0, size), writePlace, { hasNextPage: isCut || reached !== null, hasPreviousPage: after !== null });
  return isCut || reached === null ? page : { ...page, pageInfo: { ...page.pageInfo, endCursor: writePlace(reached) } };
}

const cursorKind = 'search';

const writePlace = ({ createdAt, _id }: Place) => encodeCursor(cursorKind, createdAt.getTime(), _id.toHexString());

function readPlace(after: string | null | undefined): Place | null {
  if (after === null || after === undefined) return null;
  const [createdAt, id] = decodeCursor('after', cursorKind, after);
  return { createdAt: datePart('after', createdAt), _id: new Types.ObjectId(idPart('after', id)) };
}
