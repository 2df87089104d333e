import { Long, ObjectId } from 'bson';
import { aggregate, find, findAndModify, update, type ContractCase } from './contract-case.js';

/** What a chat's server asks of its database, as its drivers put it. */

const id = (number: number): ObjectId => new ObjectId(number.toString(16).padStart(24, '0'));
const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minutes));
const messages = Array.from({ length: 30 }, (_, index) => ({
  _id: id(1000 + index),
  conversationId: id(index % 3),
  seq: Math.floor(index / 3) + 1,
  authorId: id(100 + (index % 4)),
  text: `message ${index}`,
  createdAt: at(index),
  revision: 1,
  ...(index % 5 === 0 && { deletedAt: at(index + 1) }),
  reactions:
    index % 2 === 0
      ? [
          { emoji: '👍', userIds: [id(101), id(102)] },
          { emoji: '🎉', userIds: [id(103)] },
        ]
      : [],
}));
const members = Array.from({ length: 9 }, (_, index) => ({
  _id: id(500 + index),
  conversationId: id(Math.floor(index / 3)),
  userId: id(100 + (index % 3)),
  role: index % 3 === 0 ? 'ADMIN' : 'MEMBER',
  lastReadSeq: index,
  joinedAt: at(index),
  ...(index === 4 && { leftAt: at(50) }),
  revision: 1,
}));
const users = [
  { _id: id(100), username: 'ana', usernameKey: 'ana', displayName: 'Ana Maria', revision: 1 },
  { _id: id(101), username: 'Bia', usernameKey: 'bia', displayName: 'Beatriz', revision: 2 },
  { _id: id(102), username: 'caio', usernameKey: 'caio', displayName: 'Caio', revision: 1, deletedAt: at(3) },
  { _id: id(103), username: 'duda.x', usernameKey: 'duda.x', displayName: 'Duda', revision: 1 },
];
const on = (name: string, documents: readonly object[], ...commands: object[]): ContractCase => ({ name, documents, commands });

const reading: ContractCase[] = [
  on('a page of messages backwards', messages, find({ conversationId: id(1), seq: { $lt: 8 } }, { sort: { seq: -1 }, limit: 3 })),
  on('a page of messages forwards', messages, find({ conversationId: id(1), seq: { $gt: 2 } }, { sort: { seq: 1 }, limit: 4 })),
  on('messages around a place', messages, find({ conversationId: id(2), seq: { $gte: 3, $lte: 6 } }, { sort: { seq: 1 } })),
  on('messages by their ids', messages, find({ _id: { $in: [id(1003), id(1001), id(9999)] } })),
  on(
    'messages after several marks at once',
    messages,
    find(
      {
        $or: [
          { conversationId: id(0), seq: { $gt: 9 } },
          { conversationId: id(1), seq: { $gt: 8 } },
        ],
      },
      { sort: { conversationId: 1, seq: 1 } },
    ),
  ),
  on('messages that are not deleted', messages, find({ conversationId: id(0), deletedAt: { $exists: false } }, { sort: { seq: 1 } })),
  on(
    'messages that are not deleted, asked by null',
    messages,
    find({ conversationId: id(0), deletedAt: null }, { sort: { seq: 1 }, projection: { seq: 1 } }),
  ),
  on(
    'messages with a reaction of someone',
    messages,
    find({ reactions: { $elemMatch: { emoji: '👍', userIds: id(101) } } }, { sort: { _id: 1 }, projection: { _id: 1 } }),
  ),
  on(
    'messages with a reaction by dotted path',
    messages,
    find({ 'reactions.userIds': id(103) }, { projection: { _id: 1, 'reactions.emoji': 1 } }),
  ),
  on('unread messages of others', messages, {
    count: 'cases',
    query: { conversationId: id(1), seq: { $gt: 4 }, authorId: { $ne: id(101) } },
  }),
  on(
    'the last message of each conversation',
    messages,
    aggregate([
      { $match: { conversationId: { $in: [id(0), id(1)] } } },
      { $sort: { conversationId: 1, seq: -1 } },
      { $group: { _id: '$conversationId', last: { $first: '$seq' }, text: { $first: '$text' }, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ]),
  ),
  on(
    'how many messages each author wrote',
    messages,
    aggregate([
      { $match: { deletedAt: null } },
      { $group: { _id: '$authorId', count: { $sum: 1 }, last: { $max: '$createdAt' } } },
      { $sort: { count: -1, _id: 1 } },
    ]),
  ),
  on(
    'how many of each reaction',
    messages,
    aggregate([
      { $unwind: '$reactions' },
      { $group: { _id: '$reactions.emoji', n: { $sum: { $size: '$reactions.userIds' } } } },
      { $sort: { _id: 1 } },
    ]),
  ),
  on(
    'the members of a conversation that stayed',
    members,
    find({ conversationId: id(1), leftAt: { $exists: false } }, { sort: { joinedAt: 1 } }),
  ),
  on(
    'the conversations of a user',
    members,
    find({ userId: id(101), leftAt: null }, { sort: { _id: 1 }, projection: { conversationId: 1, _id: 0 } }),
  ),
  on(
    'conversations that two users share',
    members,
    aggregate([
      { $match: { userId: { $in: [id(100), id(101)] } } },
      { $group: { _id: '$conversationId', users: { $addToSet: '$userId' } } },
      { $match: { users: { $size: 2 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 1 } },
    ]),
  ),
  on(
    'the lowest read mark of the others',
    members,
    aggregate([
      { $match: { conversationId: id(2), userId: { $ne: id(100) } } },
      { $group: { _id: null, least: { $min: '$lastReadSeq' } } },
    ]),
  ),
  on('users by a prefix of their name', users, find({ usernameKey: { $gte: 'b', $lt: 'c' } }, { sort: { usernameKey: 1 } })),
  on(
    'users by a pattern',
    users,
    find({ $or: [{ usernameKey: /^du/ }, { displayName: { $regex: '^be', $options: 'i' } }], deletedAt: null }, { sort: { _id: 1 } }),
  ),
  on('users by a name with a dot', users, find({ username: 'duda.x' })),
  on('users whose names agree but for case', users, find({ username: 'BIA' }, { collation: { locale: 'en', strength: 2 } })),
  on('whether someone exists', users, find({ usernameKey: 'ana' }, { projection: { _id: 1 }, limit: 1 })),
  on('names alone', users, { distinct: 'cases', key: 'username', query: { deletedAt: null } }),
  {
    name: 'members with their users',
    documents: members,
    others: { users },
    commands: [
      aggregate([
        { $match: { conversationId: id(0) } },
        { $lookup: { from: 'users', localField: 'userId', foreignField: '_id', as: 'user' } },
        { $unwind: '$user' },
        { $project: { _id: 0, role: 1, name: '$user.displayName' } },
        { $sort: { name: 1 } },
      ]),
    ],
  },
];

const message = messages[0] as object;
const member = members[4] as object;
const writing: ContractCase[] = [
  on(
    'edits a message that is still at the expected revision',
    [message],
    update({ _id: id(1000), revision: 1 }, { $set: { text: 'new' }, $inc: { revision: 1 } }),
    find({}),
  ),
  on(
    'edits nothing when the revision moved',
    [message],
    update({ _id: id(1000), revision: 9 }, { $set: { text: 'new' }, $inc: { revision: 1 } }),
    find({}),
  ),
  on(
    'moves a read mark forwards only',
    [member],
    update({ _id: id(504) }, { $max: { lastReadSeq: 10 } }),
    update({ _id: id(504) }, { $max: { lastReadSeq: 3 } }),
    find({}),
  ),
  on(
    'moves a read mark where it is behind',
    [member],
    findAndModify({ _id: id(504), lastReadSeq: { $lt: 7 } }, { update: { $set: { lastReadSeq: 7 }, $inc: { revision: 1 } }, new: true }),
    findAndModify({ _id: id(504), lastReadSeq: { $lt: 7 } }, { update: { $set: { lastReadSeq: 7 } }, new: true }),
  ),
  on(
    'takes the next sequence number',
    [{ _id: id(1), lastSeq: Long.fromNumber(41) }],
    findAndModify({ _id: id(1) }, { update: { $inc: { lastSeq: 1 } }, new: true, fields: { lastSeq: 1 } }),
  ),
  on(
    'takes the first sequence number',
    [],
    findAndModify({ _id: id(1) }, { update: { $inc: { lastSeq: 1 }, $setOnInsert: { createdAt: at(0) } }, upsert: true, new: true }),
  ),
  on(
    'adds a reaction to an emoji that is there',
    [message],
    update({ _id: id(1000), 'reactions.emoji': '🎉' }, { $addToSet: { 'reactions.$.userIds': id(777) }, $inc: { revision: 1 } }),
    find({}),
  ),
  on(
    'adds a first reaction',
    [message],
    update({ _id: id(1000), 'reactions.emoji': { $ne: '🙂' } }, { $push: { reactions: { emoji: '🙂', userIds: [id(1)] } } }),
    find({}),
  ),
  on(
    'takes a reaction away',
    [message],
    update({ _id: id(1000) }, { $pull: { 'reactions.$[r].userIds': id(101) } }, { arrayFilters: [{ 'r.emoji': '👍' }] }),
    update({ _id: id(1000) }, { $pull: { reactions: { userIds: { $size: 0 } } } }),
    find({}),
  ),
  on(
    'removes the last reaction of an emoji',
    [message],
    update({ _id: id(1000) }, { $pull: { 'reactions.$[r].userIds': id(103) } }, { arrayFilters: [{ 'r.emoji': '🎉' }] }),
    update({ _id: id(1000) }, { $pull: { reactions: { userIds: { $size: 0 } } } }),
    find({}),
  ),
  on(
    'deletes a message softly',
    [message],
    findAndModify(
      { _id: id(1000) },
      { update: { $set: { deletedAt: at(9), text: '' }, $unset: { reactions: 1 }, $inc: { revision: 1 } }, new: true },
    ),
  ),
  on(
    'creates a direct conversation once',
    [],
    update({ directKey: 'a:b' }, { $setOnInsert: { _id: id(7), kind: 'DIRECT', lastSeq: 0 } }, { upsert: true }),
    update({ directKey: 'a:b' }, { $setOnInsert: { _id: id(8), kind: 'DIRECT', lastSeq: 0 } }, { upsert: true }),
    find({}),
  ),
  on(
    'marks all members of a conversation',
    members,
    update({ conversationId: id(1), leftAt: { $exists: false } }, { $set: { leftAt: at(60) }, $inc: { revision: 1 } }, { multi: true }),
    find({ conversationId: id(1) }),
  ),
  on(
    'ends a family of sessions',
    [
      { _id: 1, family: 'f', user: id(1) },
      { _id: 2, family: 'f', user: id(1), endedAt: at(1) },
      { _id: 3, family: 'g', user: id(1) },
    ],
    update({ family: 'f', endedAt: { $exists: false } }, { $set: { endedAt: at(5) } }, { multi: true }),
    find({}),
  ),
  on(
    'rotates a refresh token once',
    [{ _id: 1, tokenHash: 'x', usedAt: null }],
    findAndModify({ tokenHash: 'x', usedAt: null }, { update: { $set: { usedAt: at(1) } } }),
    findAndModify({ tokenHash: 'x', usedAt: null }, { update: { $set: { usedAt: at(2) } } }),
  ),
  on(
    'inserts and refuses the same id',
    [],
    { insert: 'cases', documents: [{ _id: 1, a: 1 }] },
    { insert: 'cases', documents: [{ _id: 1, a: 2 }] },
    find({}),
  ),
];

export const chatCases: readonly ContractCase[] = [...reading, ...writing];
