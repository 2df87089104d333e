import { Long, type Document } from 'bson';
import { aggregate, collectionName, find, findAndModify, update } from './contract-case.js';
import {
  abort,
  begin,
  commit,
  go,
  lastCursor,
  plain,
  sessionOfAna,
  waiting,
  type SessionCase,
  type SessionStep,
} from './run-session-case.js';

const documents = [
  { _id: 1, n: 0, text: 'x', k: 1 },
  { _id: 2, n: 0, k: 2 },
  { _id: 3, n: 0, k: 3 },
];
const insert = (...added: Document[]): Document => ({ insert: collectionName, documents: added });
const remove = (q: Document, limit = 1): Document => ({ delete: collectionName, deletes: [{ q, limit }] });
const increment = (_id: number): Document => update({ _id }, { $inc: { n: 1 } });
const one = (_id: number): Document => find({ _id });
const more = { getMore: lastCursor, collection: collectionName };
const newIndex = { createIndexes: collectionName, indexes: [{ key: { x: 1 }, name: 'x_1' }] };
const number = (txnNumber: number): Document => ({ txnNumber: Long.fromNumber(txnNumber) });

const steps: Readonly<Record<string, readonly SessionStep[]>> = {
  'a commit, again, and what is too late': [
    ...[begin('ana', insert({ _id: 9 })), plain(one(9)), go('ana', one(9)), commit('ana'), plain(one(9))],
    ...[commit('ana'), abort('ana'), go('ana', find({}))],
  ],
  'an abort, again, and what is too late': [
    ...[begin('ana', insert({ _id: 9 })), abort('ana'), abort('ana'), commit('ana'), go('ana', find({})), plain(find({}))],
  ],
  'a transaction that nobody began': [go('ana', find({}), 3), commit('ana', 3), abort('ana', 3)],
  'a number that is begun twice': [begin('ana', find({}), 2), begin('ana', find({}), 2), commit('ana', 2), begin('ana', find({}), 2)],
  'a number that is begun again after its abort': [
    begin('ana', insert({ _id: 9 })),
    abort('ana'),
    begin('ana', find({})),
    go('ana', find({})),
  ],
  'a number below the last': [
    begin('ana', find({}), 5),
    begin('ana', find({}), 4),
    go('ana', find({}), 4),
    commit('ana', 4),
    commit('ana', 5),
  ],
  'a newer number, which ends the older': [
    ...[begin('ana', insert({ _id: 9 }), 5), begin('ana', one(9), 6), commit('ana', 5), commit('ana', 6), plain(one(9))],
  ],
  'a number that is still to be begun': [begin('ana', insert({ _id: 9 }), 5), go('ana', find({}), 6), commit('ana', 5)],
  'retryable writes after a transaction': [
    ...[begin('ana', insert({ _id: 9 }), 5), commit('ana', 5), plain({ ...insert({ _id: 8 }), ...number(5) }, 'ana')],
    ...[plain({ ...insert({ _id: 8 }), ...number(4) }, 'ana'), plain({ ...insert({ _id: 8 }), ...number(6) }, 'ana')],
  ],
  'a retryable write of the same number': [
    ...[begin('ana', insert({ _id: 9 }), 5), plain({ ...insert({ _id: 8 }), ...number(5) }, 'ana'), commit('ana', 5)],
  ],
  'a newer retryable write, which ends the transaction': [
    ...[begin('ana', insert({ _id: 9 }), 5), plain({ ...insert({ _id: 8 }), ...number(6) }, 'ana'), commit('ana', 5), plain(find({}))],
  ],
  'a transaction after a retryable write': [
    ...[plain({ ...insert({ _id: 8 }), ...number(5) }, 'ana'), begin('ana', find({}), 5), commit('ana', 5), begin('ana', find({}), 4)],
    begin('ana', find({}), 6),
  ],
  'a duplicate key': [begin('ana', insert({ _id: 9 })), go('ana', insert({ _id: 1 })), go('ana', find({})), commit('ana'), plain(find({}))],
  'a duplicate key in the middle of many, unordered': [
    ...[begin('ana', { ...insert({ _id: 20 }, { _id: 1 }, { _id: 21 }), ordered: false }), commit('ana'), plain(find({}))],
  ],
  'a duplicate of what the transaction wrote': [begin('ana', insert({ _id: 9 })), go('ana', insert({ _id: 9 })), commit('ana')],
  'an update that fails': [begin('ana', insert({ _id: 9 })), go('ana', update({ _id: 1 }, { $inc: { text: 1 } })), commit('ana')],
  'a findAndModify that fails': [
    ...[begin('ana', insert({ _id: 9 })), go('ana', findAndModify({ _id: 1 }, { update: { $inc: { text: 1 } } })), commit('ana')],
  ],
  'a find that fails': [begin('ana', find({ $bad: 1 })), go('ana', find({})), commit('ana')],
  'a command that there is not': [begin('ana', insert({ _id: 9 })), go('ana', { nonsense: 1 }), commit('ana')],
  'two updates of one document': [
    begin('ana', increment(1)),
    begin('bia', increment(1)),
    go('bia', find({})),
    commit('bia'),
    commit('ana'),
    plain(one(1)),
  ],
  'an update and a findAndModify': [
    ...[begin('ana', increment(1)), begin('bia', findAndModify({ _id: 1 }, { update: { $inc: { n: 1 } } })), commit('bia'), commit('ana')],
  ],
  'an update and a deletion': [begin('ana', increment(1)), begin('bia', remove({ _id: 1 })), commit('bia'), commit('ana')],
  'two inserts of one _id': [begin('ana', insert({ _id: 9 })), begin('bia', insert({ _id: 9 })), commit('bia'), commit('ana')],
  'two claims of a unique key': [
    plain({ createIndexes: collectionName, indexes: [{ key: { u: 1 }, name: 'u_1', unique: true, sparse: true }] }),
    ...[begin('ana', insert({ _id: 9, u: 1 })), begin('bia', insert({ _id: 10, u: 1 })), commit('bia'), commit('ana'), plain(find({}))],
    plain({ dropIndexes: collectionName, index: 'u_1' }),
  ],
  'different documents': [begin('ana', increment(1)), begin('bia', increment(2)), commit('bia'), commit('ana'), plain(find({}))],
  'a write to what has changed since the snapshot': [
    ...[begin('ana', one(1)), plain(increment(1)), go('ana', one(1)), go('ana', increment(1)), commit('ana')],
  ],
  'an insert of what has come since the snapshot': [
    ...[begin('ana', one(1)), plain(insert({ _id: 9 })), go('ana', one(9)), go('ana', insert({ _id: 9 })), commit('ana')],
  ],
  'an insert of what has gone since the snapshot': [
    begin('ana', one(1)),
    plain(remove({ _id: 1 })),
    go('ana', one(1)),
    go('ana', insert({ _id: 1 })),
  ],
  'a snapshot, in every way of reading': [
    ...[begin('ana', find({})), plain(increment(1)), plain(remove({ _id: 2 })), plain(insert({ _id: 9, k: 9 })), go('ana', find({}))],
    ...[
      go('ana', aggregate([{ $group: { _id: null, n: { $sum: '$n' }, all: { $sum: 1 } } }])),
      go('ana', { distinct: collectionName, key: 'k' }),
    ],
    ...[commit('ana'), plain(find({}))],
  ],
  'a plain update that waits for a commit': [begin('ana', increment(1)), waiting(increment(1)), commit('ana'), plain(find({ _id: 2 }))],
  'a plain update that waits for an abort': [begin('ana', increment(1)), waiting(increment(1)), abort('ana'), plain(find({ _id: 2 }))],
  'a plain insert that waits for a commit': [begin('ana', insert({ _id: 9 })), waiting(insert({ _id: 9 })), commit('ana')],
  'a plain insert that waits for an abort': [begin('ana', insert({ _id: 9 })), waiting(insert({ _id: 9 })), abort('ana')],
  'a plain update that waits too long': [
    begin('ana', increment(1)),
    plain({ ...increment(1), maxTimeMS: 100 }),
    commit('ana'),
    plain(one(1)),
  ],
  'a cursor': [
    begin('ana', find({}, { batchSize: 1 })),
    plain(remove({ _id: 3 })),
    go('ana', { ...more, batchSize: 1 }),
    go('ana', more),
    commit('ana'),
  ],
  'a cursor after the end': [begin('ana', find({}, { batchSize: 1 })), commit('ana'), go('ana', more)],
  'a cursor that there is not': [
    begin('ana', one(1)),
    go('ana', { getMore: Long.fromNumber(1234567), collection: collectionName }),
    commit('ana'),
  ],
  'updates and deletions of many': [
    begin('ana', update({}, { $set: { m: 1 } }, { multi: true })),
    ...[go('ana', remove({ k: { $gt: 1 } }, 0)), go('ana', find({})), commit('ana'), plain(find({}))],
  ],
  'an upsert': [begin('ana', update({ _id: 77 }, { $set: { m: 1 } }, { upsert: true })), go('ana', one(77)), commit('ana'), plain(one(77))],
  'one document in all its ways': [
    ...[
      begin('ana', insert({ _id: 9, n: 0 })),
      go('ana', increment(9)),
      go('ana', findAndModify({ _id: 9 }, { update: { $inc: { n: 1 } }, new: true })),
    ],
    ...[go('ana', remove({ _id: 9 })), go('ana', one(9)), go('ana', insert({ _id: 9, again: true })), commit('ana'), plain(one(9))],
  ],
  'a lookup among what is written': [
    begin('ana', insert({ _id: 9, k: 1 })),
    go('ana', aggregate([{ $match: { _id: 9 } }, { $lookup: { from: collectionName, localField: 'k', foreignField: 'k', as: 'same' } }])),
    commit('ana'),
  ],
  'a collection with an index that is made': [
    ...[begin('ana', { create: 'made' }), go('ana', { insert: 'made', documents: [{ _id: 1, x: 1 }] }), go('ana', { find: 'made' })],
    ...[plain({ find: 'made' }), commit('ana'), plain({ find: 'made' }), plain({ drop: 'made' })],
  ],
  'a collection that is there': [begin('ana', { create: collectionName }), go('ana', find({})), commit('ana')],
  'an index on a collection that is there': [
    ...[begin('ana', { createIndexes: collectionName, indexes: [{ key: { x: 1 }, name: 'x_1' }] }), commit('ana')],
  ],
  'an index that waits for what was written to its collection, and for nothing else': [
    ...[begin('bia', { insert: 'apart', documents: [{ _id: 1 }] }), begin('ana', insert({ _id: 9 })), waiting(newIndex)],
    ...[go('ana', one(9)), commit('ana'), plain({ dropIndexes: collectionName, index: 'x_1' })],
    ...[go('bia', { find: 'apart' }), commit('bia'), plain({ find: 'apart' }), plain({ drop: 'apart' }), plain(find({}))],
  ],
  'the drop of an index that waits for an abort': [
    ...[plain(newIndex), begin('ana', increment(1)), waiting({ dropIndexes: collectionName, index: 'x_1' })],
    ...[abort('ana'), plain(one(1))],
  ],
  'the drop of a collection that waits for a commit': [
    ...[begin('ana', insert({ _id: 9 })), waiting({ drop: collectionName }), commit('ana'), plain(find({}))],
  ],
  'the drop of a collection that waits too long': [
    ...[begin('ana', insert({ _id: 9 })), plain({ drop: collectionName, maxTimeMS: 100 }), go('ana', one(9)), commit('ana'), plain(one(9))],
  ],
  'commands that no transaction has': [
    begin('ana', one(1)),
    ...[{ count: collectionName }, { drop: collectionName }, { listCollections: 1 }, { ping: 1 }, { hello: 1 }, { explain: find({}) }].map(
      (command) => go('ana', command),
    ),
    ...[go('ana', { collMod: collectionName }), go('ana', { listIndexes: collectionName }), go('ana', { dbStats: 1 }), commit('ana')],
  ],
  'a command to begin with that no transaction has': [begin('ana', { count: collectionName }), commit('ana'), begin('ana', { ping: 1 }, 2)],
  'stages that no transaction has': [
    ...[
      [{ $out: 'out' }],
      [{ $merge: 'out' }],
      [{ $changeStream: {} }],
      [{ $collStats: { count: {} } }],
      [{ $unionWith: collectionName }],
    ].map((pipeline, index) => begin('ana', aggregate(pipeline), index + 1)),
    ...[begin('ana', { aggregate: collectionName, pipeline: [], explain: true }, 9), commit('ana', 9)],
  ],
  'fields that contradict each other': [
    plain({ ...find({}), ...number(1), autocommit: true, startTransaction: true }, 'ana'),
    plain({ ...find({}), ...number(1), autocommit: false, startTransaction: false }, 'ana'),
    plain({ ...find({}), ...number(1), startTransaction: true }, 'ana'),
    plain({ ...find({}), autocommit: false, startTransaction: true }, 'ana'),
    plain({ ...find({}), ...number(1) }, 'ana'),
    plain({ ...find({}), txnNumber: 1, autocommit: false, startTransaction: true }, 'ana'),
    begin('ana', find({}), -1),
    begin('nobody', find({})),
  ],
  'a commit to begin with, without a transaction, or elsewhere': [
    { ...begin('ana', { commitTransaction: 1 }), database: 'admin' },
    { ...plain({ commitTransaction: 1 }, 'ana'), database: 'admin' },
    ...[begin('ana', insert({ _id: 9 }), 2), go('ana', { commitTransaction: 1 }, 2), commit('ana', 2)],
  ],
  'concerns in the wrong place': [
    ...[begin('ana', { ...insert({ _id: 9 }), writeConcern: { w: 1 } }), begin('ana', find({}), 2)],
    ...[go('ana', { ...find({}), readConcern: { level: 'snapshot' } }, 2), commit('ana', 2)],
    ...['snapshot', 'majority', 'linearizable', 'available', 'nonsense'].map((level, index) =>
      begin('ana', { ...one(1), readConcern: { level } }, 3 + index),
    ),
  ],
  'a database of the server': [{ ...begin('ana', { find: 'x' }), database: 'admin' }],
  'sessions that are killed': [
    begin('ana', insert({ _id: 9 })),
    { by: 'nobody', command: { killSessions: sessionOfAna }, database: 'admin' },
    ...[go('ana', one(9)), commit('ana'), begin('ana', insert({ _id: 9 }), 2), commit('ana', 2)],
    ...[{ by: 'nobody', command: { killSessions: sessionOfAna }, database: 'admin' } as const, commit('ana', 2)],
  ],
  'a commit of what was only read': [begin('ana', one(1)), commit('ana'), commit('ana'), abort('ana')],
  'nothing to insert': [begin('ana', insert()), commit('ana')],
  'a commit with a write concern': [
    begin('ana', insert({ _id: 9 })),
    ...[go('ana', { commitTransaction: 1, writeConcern: { w: 'majority' } })].map((step) => ({ ...step, database: 'admin' as const })),
  ],
};

export const transactionCases: readonly SessionCase[] = Object.entries(steps).map(([name, each]) => ({ name, documents, steps: each }));
