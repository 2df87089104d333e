import { aggregate, type ContractCase } from './contract-case.js';

const byId = { $sort: { _id: 1 } };
const rooms = [
  { _id: 'r1', title: 'One', owner: 1 },
  { _id: 'r2', title: 'Two', owner: 2 },
  { _id: 'r3', title: 'Three' },
];
const others = {
  users: [
    { _id: 1, name: 'ana', boss: 2 },
    { _id: 2, name: 'bia', boss: 3 },
    { _id: 3, name: 'caio' },
    { _id: 4, name: 'duda', rooms: ['r1', 'r2'] },
  ],
  notes: [{ _id: 10, room: 'r1', n: 1 }, { _id: 11, room: 'r1', n: 2 }, { _id: 12, room: 'r2', n: 3 }, { _id: 13 }],
};
const joined = (name: string, pipeline: object[], from = rooms as object[]): ContractCase => ({
  name: `joins: ${name}`,
  documents: from,
  others,
  commands: [aggregate([...pipeline])],
});
/** `$lookup` in both forms, and `$graphLookup`. */
export const lookupCases: readonly ContractCase[] = [
  joined('by a field', [{ $lookup: { from: 'users', localField: 'owner', foreignField: '_id', as: 'owner' } }, byId]),
  joined('a missing field finds missing ones', [
    { $lookup: { from: 'notes', localField: 'nope', foreignField: 'room', as: 'notes' } },
    { $limit: 1 },
  ]),
  joined(
    'by elements of an array',
    [
      { $lookup: { from: 'cases', localField: 'list', foreignField: '_id', as: 'list' } },
      { $set: { list: { $sortArray: { input: '$list', sortBy: { _id: 1 } } } } },
    ],
    [
      { _id: 1, list: [1, 2, 9] },
      { _id: 2, list: 1 },
    ],
  ),
  joined('a foreign array', [{ $lookup: { from: 'users', localField: '_id', foreignField: 'rooms', as: 'u' } }, byId]),
  joined('by a pipeline with variables', [
    {
      $lookup: {
        from: 'notes',
        let: { room: '$_id' },
        pipeline: [{ $match: { $expr: { $eq: ['$room', '$$room'] } } }, { $project: { _id: 0, n: 1 } }, { $sort: { n: -1 } }],
        as: 'notes',
      },
    },
    byId,
  ]),
  joined('by a pipeline with two conditions', [
    {
      $lookup: {
        from: 'notes',
        let: { room: '$_id', least: 2 },
        pipeline: [{ $match: { $expr: { $and: [{ $eq: ['$room', '$$room'] }, { $gte: ['$n', '$$least'] }] } } }],
        as: 'notes',
      },
    },
    byId,
  ]),
  joined('by both forms at once', [
    { $lookup: { from: 'notes', localField: '_id', foreignField: 'room', pipeline: [{ $match: { n: { $gt: 1 } } }], as: 'notes' } },
    byId,
  ]),
  joined('counts in a pipeline', [
    {
      $lookup: {
        from: 'notes',
        let: { room: '$_id' },
        pipeline: [{ $match: { $expr: { $eq: ['$room', '$$room'] } } }, { $count: 'n' }],
        as: 'count',
      },
    },
    { $set: { count: { $ifNull: [{ $first: '$count.n' }, 0] } } },
    byId,
  ]),
  joined('and unwinds', [
    { $lookup: { from: 'users', localField: 'owner', foreignField: '_id', as: 'owner' } },
    { $unwind: '$owner' },
    { $project: { 'owner.name': 1 } },
    byId,
  ]),
  joined('into a deep field', [{ $lookup: { from: 'users', localField: 'owner', foreignField: '_id', as: 'x.y' } }, byId]),
  joined('a collection that is not there', [
    { $lookup: { from: 'nowhere', localField: 'owner', foreignField: '_id', as: 'x' } },
    { $limit: 1 },
  ]),
  joined('a union', [{ $unionWith: 'users' }, { $project: { _id: 1 } }]),
  joined('a union with a pipeline', [{ $unionWith: { coll: 'notes', pipeline: [{ $match: { n: { $gt: 1 } } }] } }, { $count: 'n' }]),
  joined('a graph', [
    { $match: { _id: 'r1' } },
    { $graphLookup: { from: 'users', startWith: '$owner', connectFromField: 'boss', connectToField: '_id', as: 'chain', depthField: 'd' } },
    { $set: { chain: { $sortArray: { input: '$chain', sortBy: { _id: 1 } } } } },
  ]),
  joined('a graph with a limit', [
    { $match: { _id: 'r1' } },
    { $graphLookup: { from: 'users', startWith: '$owner', connectFromField: 'boss', connectToField: '_id', as: 'chain', maxDepth: 0 } },
  ]),
];
