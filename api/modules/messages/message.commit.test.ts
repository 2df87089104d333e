import { mongo, Types } from 'mongoose';
import { beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../../graphql/errors.js';
import { setKnownMembers } from '../conversations/known-members.js';
import { commitDrafts } from './message.commit.js';
import type { MessageDraft } from './message.drafts.js';
import { MessageModel } from './message.model.js';
import { findKnownPlace, forgetAllPlaces, hearOfPlace } from './message.places.js';

/**
 * What a removal on another process does at the worst moments, which two real processes meet only now and then. The database is a
 * stand-in that holds one conversation: which seq is the newest, and whether the author is still a member.
 */
const database = vi.hoisted(() => ({ newestSeq: 1, isMember: true, timesAsked: 0 }));

vi.mock('../conversations/conversation.access.js', () => ({
  findPresentMemberships: async (ids: readonly string[]) => {
    database.timesAsked += 1;
    return new Set(database.isMember ? ids : []);
  },
}));
vi.mock('../conversations/direct.access.js', () => ({ findBlockedConversations: async () => new Set() }));
vi.mock('../conversations/send-marks.js', () => ({ noteSends: async () => {}, settleSends: async () => {} }));

function removeAuthor(): void {
  database.isMember = false;
  // The notice that tells of it; the removal is acknowledged after that.
  database.newestSeq += 1;
}

/** An insert whose place the notice of the removal has taken. */
async function loseThePlaceToTheRemoval(): Promise<never> {
  removeAuthor();
  const duplicate = { message: 'E11000', code: 11000, writeErrors: [{ code: 11000, index: 0 }] };
  throw new mongo.MongoBulkWriteError(duplicate as never, {} as never);
}

const query = <Result>(read: () => Promise<Result>) => {
  const chain = { sort: () => chain, readConcern: () => chain, lean: read };
  return chain as never;
};
const insertMany = vi.fn<() => Promise<never>>();
let whileReadingNewest = async () => {};

beforeEach(() => {
  forgetAllPlaces();
  Object.assign(database, { newestSeq: 1, isMember: true, timesAsked: 0 });
  setKnownMembers(() => false);
  whileReadingNewest = async () => {};
  insertMany.mockReset();
  vi.spyOn(MessageModel.collection, 'insertMany').mockImplementation(insertMany);
  vi.spyOn(MessageModel, 'find').mockImplementation((filter) =>
    query(async () =>
      filter && 'seq' in filter && !database.isMember ? [{ seq: database.newestSeq, createdAt: new Date(), kind: 'MEMBER_REMOVED' }] : [],
    ),
  );
  vi.spyOn(MessageModel, 'findOne').mockImplementation((filter) =>
    query(async () => {
      if (filter && 'clientId' in filter) return null;
      await whileReadingNewest();
      return { seq: database.newestSeq, createdAt: new Date() };
    }),
  );
});

const draft: MessageDraft = {
  conversationId: new Types.ObjectId(),
  authorId: new Types.ObjectId(),
  clientId: 'once',
  requestHash: '',
  kind: 'TEXT',
  text: 'hello',
  notice: null,
};
const refused = [{ error: { extensions: { code: 'NOT_FOUND' } } }];

test('a send whose place was taken by the notice of its removal is refused, not stored behind it', async () => {
  insertMany.mockImplementationOnce(loseThePlaceToTheRemoval);
  expect(await commitDrafts([draft])).toMatchObject(refused);
  expect(insertMany).toHaveBeenCalledTimes(1);
});

test('a removal between the look at the members and the look at the last place is not overlooked', async () => {
  whileReadingNewest = async () => {
    await new Promise(setImmediate);
    removeAuthor();
  };
  expect(await commitDrafts([draft])).toMatchObject(refused);
  expect(insertMany).not.toHaveBeenCalled();
});

const conversation = draft.conversationId.toHexString();
const stored = [{ message: { text: 'hello', seq: 2 } }];

test('whom the feed has told to be a member is not asked for, once it has told the last place', async () => {
  setKnownMembers(() => true);
  hearOfPlace(conversation, 1);
  expect(await commitDrafts([draft])).toMatchObject(stored);
  expect(database.timesAsked).toBe(0);
});

test('what the feed has told is not enough where it has not come to the last place', async () => {
  setKnownMembers(() => true);
  database.newestSeq = 2;
  hearOfPlace(conversation, 1);
  database.isMember = false;
  expect(await commitDrafts([draft])).toMatchObject(refused);
  expect(insertMany).not.toHaveBeenCalled();
});

test('who was removed after what the feed has told is refused where the notice stands', async () => {
  setKnownMembers(() => database.isMember || database.newestSeq === 2);
  hearOfPlace(conversation, 1);
  insertMany.mockImplementationOnce(loseThePlaceToTheRemoval);
  expect(await commitDrafts([draft])).toMatchObject(refused);
  expect(insertMany).toHaveBeenCalledTimes(1);
});

test('whom the feed does not know yet is asked for', async () => {
  hearOfPlace(conversation, 1);
  expect(await commitDrafts([draft])).toMatchObject(stored);
  expect(database.timesAsked).toBe(1);
});

test('a send with a refusal is never stored; a repetition without one is', async () => {
  const refusal = new AppError('BAD_USER_INPUT');
  const gone = { ...draft, refusal };
  expect(await commitDrafts([gone])).toEqual([{ error: refusal }]);
  expect(insertMany).not.toHaveBeenCalled();
  expect(await commitDrafts([gone, draft])).toMatchObject([{ error: refusal }, ...stored]);
  expect(insertMany).toHaveBeenCalledTimes(1);
});

test('a send with a refusal that was a member’s tells nobody else', async () => {
  database.isMember = false;
  expect(await commitDrafts([{ ...draft, refusal: new AppError('BAD_USER_INPUT') }])).toMatchObject(refused);
});

test('only a place that the majority is known to have is remembered: after a send that was stored', async () => {
  database.isMember = false;
  expect(await commitDrafts([draft])).toMatchObject(refused);
  expect(findKnownPlace(draft.conversationId)).toBeNull();
  database.isMember = true;
  expect(await commitDrafts([draft])).toMatchObject(stored);
  expect(findKnownPlace(draft.conversationId)).toMatchObject({ seq: 2 });
});

test('the notice of a removal, met behind what was stored, is no such place', async () => {
  const other: MessageDraft = { ...draft, authorId: new Types.ObjectId() };
  insertMany.mockImplementationOnce(async () => {
    database.newestSeq += 1;
    removeAuthor();
    const duplicate = { message: 'E11000', code: 11000, writeErrors: [{ code: 11000, index: 1 }] };
    throw new mongo.MongoBulkWriteError(duplicate as never, {} as never);
  });
  expect(await commitDrafts([draft, other])).toMatchObject([...stored, ...refused]);
  expect(findKnownPlace(draft.conversationId)).toBeNull();
});
