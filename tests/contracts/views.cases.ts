import { type Document } from 'bson';
import { aggregate, collectionName, find, type ContractCase } from './contract-case.js';

const documents = [1, 2, 3, 4].map((_id) => ({ _id, g: _id % 2, list: [_id, _id + 1] }));
const view = 'seen';
const pipeline = [{ $match: { _id: { $gt: 1 } } }];
const create = { create: view, viewOn: collectionName, pipeline };
const over = (command: Document): ContractCase => ({
  name: `over a view: ${JSON.stringify(command)}`,
  documents,
  commands: [create, command, { drop: view }],
});
const inView = (filter: Document, options: Document = {}): Document => ({ ...find(filter, options), find: view });

export const viewCases: readonly ContractCase[] = [
  ...[
    inView({}),
    inView({ g: 0 }),
    inView({ _id: { $lt: 4 } }, { sort: { _id: -1 }, limit: 1, projection: { g: 1 } }),
    inView({}, { sort: { g: 1, _id: -1 }, skip: 1 }),
    inView({}, { sort: { $natural: -1 } }),
    inView({ $bad: 1 }),
    { count: view },
    { count: view, query: { g: 0 } },
    { count: view, query: { _id: 1 } },
    { count: view, skip: 1, limit: 1 },
    { distinct: view, key: 'g', query: { list: { $gt: 0 }, g: 0 } },
    { aggregate: view, pipeline: [{ $group: { _id: '$g', n: { $sum: 1 } } }, { $sort: { _id: 1 } }], cursor: {} },
    { aggregate: view, pipeline: [{ $changeStream: {} }], cursor: {} },
    aggregate([{ $match: { _id: 1 } }, { $lookup: { from: view, localField: 'g', foreignField: 'g', as: 'same' } }]),
    aggregate([{ $match: { _id: 1 } }, { $unionWith: view }]),
    aggregate([{ $out: view }]),
    aggregate([{ $merge: view }]),
    { insert: view, documents: [{ a: 1 }] },
    { update: view, updates: [{ q: {}, u: { $set: { a: 1 } } }] },
    { delete: view, deletes: [{ q: {}, limit: 1 }] },
    { findAndModify: view, query: {}, remove: true },
    { createIndexes: view, indexes: [{ key: { a: 1 }, name: 'a_1' }] },
    { dropIndexes: view, index: '*' },
    { listIndexes: view },
    { collStats: view },
    { listCollections: 1, filter: { name: view } },
    { collMod: collectionName, viewOn: view, pipeline: [] },
    { collMod: view, viewOn: view, pipeline: [] },
    { create: 'other', viewOn: view },
  ].map(over),
  ...[
    { create: view, pipeline },
    { create: view, viewOn: '', pipeline },
    { create: view, viewOn: view, pipeline },
    { create: view, viewOn: collectionName, pipeline: [{ $out: 'out' }] },
    { create: view, viewOn: collectionName, pipeline: [{ $nope: 1 }] },
  ].map((command) => ({ name: `a view that cannot be: ${JSON.stringify(command)}`, documents, commands: [command] })),
  {
    name: 'a view of a view, which is changed',
    documents,
    commands: [
      ...[create, { create: 'second', viewOn: view, pipeline: [{ $set: { x: '$g' } }] }, { ...find({ x: 0 }), find: 'second' }],
      ...[
        { collMod: view, viewOn: collectionName, pipeline: [{ $match: { _id: 4 } }] },
        { ...find({}), find: 'second' },
      ],
      ...[{ collMod: view, viewOn: 'second', pipeline: [] }, { drop: view }, { ...find({}), find: 'second' }, { drop: 'second' }],
    ],
  },
];
