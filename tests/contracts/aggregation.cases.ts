import { Decimal128, Double, Long } from 'bson';
import { aggregate, pipelineCases, type ContractCase } from './contract-case.js';
import { expressionCases } from './expressions.cases.js';
import { lookupCases } from './lookups.cases.js';

const sales = [
  { _id: 1, item: 'abc', price: 10, quantity: 2, date: new Date('2024-01-01T08:00:00Z'), tags: ['red', 'blank'] },
  { _id: 2, item: 'jkl', price: new Double(20.5), quantity: 1, date: new Date('2024-02-03T09:00:00Z'), tags: ['blank'] },
  { _id: 3, item: 'xyz', price: Long.fromNumber(5), quantity: 5, date: new Date('2024-01-01T09:05:00Z'), tags: [] },
  { _id: 4, item: 'abc', price: Decimal128.fromString('10.25'), quantity: 10, date: new Date('2025-02-15T08:00:00Z') },
  { _id: 5, item: 'xyz', quantity: null, date: null, tags: ['red', 'red'] },
  { _id: 6, price: 'free', quantity: 3, tags: 'red' },
];
const byId = { $sort: { _id: 1 } };

const stages = pipelineCases('stages', sales, [
  [],
  [{ $match: { item: 'abc' } }],
  [{ $match: { $expr: { $gt: ['$quantity', 2] } } }, byId],
  [{ $project: { item: 1 } }],
  [{ $project: { item: 0, tags: 0 } }],
  [{ $project: { _id: 0, total: { $size: { $ifNull: ['$item', ['x']] } } } }, { $limit: 1 }],
  [{ $project: { n: '$quantity', tags: { $slice: [{ $ifNull: ['$tags', []] }, 1] } } }, { $limit: 3 }],
  [{ $addFields: { double: { $multiply: ['$quantity', 2] } } }, { $project: { double: 1 } }],
  [{ $set: { 'a.b': 1, item: '$$REMOVE' } }, { $limit: 1 }],
  [{ $set: { tags: { x: 1 } } }, { $limit: 2 }],
  [{ $set: { 'tags.n': 1 } }, { $project: { tags: 1 } }],
  [{ $unset: ['tags', 'date'] }, { $limit: 2 }],
  [{ $unset: 'tags' }, { $skip: 4 }],
  [{ $sort: { quantity: -1, _id: 1 } }, { $project: { quantity: 1 } }],
  [{ $sort: { _id: -1 } }, { $limit: 2 }, { $project: { _id: 1 } }],
  [{ $sort: { _id: 1 } }, { $skip: 2 }, { $limit: 2 }, { $project: { _id: 1 } }],
  [{ $limit: 2 }, { $sort: { _id: -1 } }, { $project: { _id: 1 } }],
  [{ $group: { _id: '$item', n: { $sum: 1 } } }, byId],
  [
    {
      $group: {
        _id: '$item',
        total: { $sum: '$quantity' },
        avg: { $avg: '$quantity' },
        min: { $min: '$quantity' },
        max: { $max: '$quantity' },
      },
    },
    byId,
  ],
  [{ $group: { _id: null, total: { $sum: '$price' }, avg: { $avg: '$price' }, min: { $min: '$price' }, max: { $max: '$price' } } }],
  [
    { $sort: { _id: 1 } },
    { $group: { _id: '$item', first: { $first: '$_id' }, last: { $last: '$date' }, all: { $push: '$quantity' } } },
    byId,
  ],
  [{ $group: { _id: { item: '$item', y: { $year: { $ifNull: ['$date', new Date(0)] } } }, n: { $count: {} } } }, byId],
  [
    { $unwind: '$tags' },
    { $group: { _id: null, set: { $addToSet: '$tags' } } },
    { $set: { set: { $sortArray: { input: '$set', sortBy: 1 } } } },
  ],
  [{ $group: { _id: { $gt: ['$quantity', 2] }, sum: { $sum: { $cond: [{ $isNumber: '$price' }, 1, 0] } } } }, byId],
  [{ $group: { _id: 1, m: { $mergeObjects: { k: '$item' } } } }],
  [
    { $sort: { _id: 1 } },
    {
      $group: {
        _id: 1,
        f: { $firstN: { input: '$_id', n: 2 } },
        l: { $lastN: { input: '$_id', n: 2 } },
        x: { $maxN: { input: '$quantity', n: 2 } },
        m: { $minN: { input: '$quantity', n: 2 } },
        t: { $top: { output: '$_id', sortBy: { quantity: -1 } } },
        b: { $bottomN: { output: '$_id', sortBy: { quantity: -1, _id: 1 }, n: 2 } },
      },
    },
  ],
  [{ $group: { _id: '$nothing', n: { $sum: '$nothing' } } }],
  [{ $group: { _id: null, d: { $stdDevPop: '$quantity' } } }],
  [{ $count: 'n' }],
  [{ $match: { _id: 99 } }, { $count: 'n' }],
  [{ $sortByCount: '$item' }, { $sort: { count: -1, _id: 1 } }],
  [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
  [{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }, { $project: { tags: 1, i: 1 } }],
  [{ $unwind: { path: '$tags', includeArrayIndex: 'i.j' } }, { $project: { tags: 1, i: 1 } }],
  [{ $replaceRoot: { newRoot: { id: '$_id', item: '$item' } } }],
  [{ $replaceWith: { $mergeObjects: [{ a: 1 }, '$$ROOT', { b: '$price' }] } }, { $limit: 1 }],
  [
    {
      $facet: {
        all: [{ $count: 'n' }],
        top: [{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
        none: [{ $match: { _id: 0 } }],
      },
    },
  ],
  [{ $bucket: { groupBy: '$quantity', boundaries: [1, 3, 6], default: 'other' } }],
  [{ $bucket: { groupBy: '$_id', boundaries: [0, 3, 9], output: { ids: { $push: '$_id' } } } }],
  [{ $redact: { $cond: [{ $gt: ['$quantity', 2] }, '$$KEEP', '$$PRUNE'] } }, { $project: { _id: 1 } }],
  [{ $project: { _id: 1, x: { y: '$item', z: ['$_id', '$nope'] } } }, { $limit: 1 }],
  [{ $project: { 'x.y': '$item' } }, { $limit: 1 }],
  [{ $match: {} }, { $group: { _id: null, n: { $sum: 1 } } }, { $project: { _id: 0 } }],
]);

const refused = pipelineCases('refused', sales.slice(0, 1), [
  [{ $foo: 1 }],
  [{}],
  [{ $match: {}, $sort: {} }],
  [{ $match: 1 }],
  [{ $limit: 0 }],
  [{ $limit: 'x' }],
  [{ $skip: -1 }],
  [{ $sort: {} }],
  [{ $sort: { a: 2 } }],
  [{ $group: { n: { $sum: 1 } } }],
  [{ $group: { _id: 1, n: 1 } }],
  [{ $group: { _id: 1, n: { $foo: 1 } } }],
  [{ $group: { _id: 1, n: { $sum: 1, $max: 1 } } }],
  [{ $group: 1 }],
  [{ $count: '' }],
  [{ $count: '$a' }],
  [{ $count: 'a.b' }],
  [{ $count: 1 }],
  [{ $unwind: 'tags' }],
  [{ $unwind: 1 }],
  [{ $unwind: {} }],
  [{ $project: {} }],
  [{ $project: { a: 1, b: 0 } }],
  [{ $project: { a: { $foo: 1 } } }],
  [{ $project: 1 }],
  [{ $replaceRoot: { newRoot: '$item' } }],
  [{ $replaceRoot: {} }],
  [{ $lookup: { from: 'x' } }],
  [{ $lookup: 1 }],
  [{ $facet: {} }],
  [{ $facet: { a: [{ $facet: {} }] } }],
  [{ $addFields: 1 }],
  [{ $set: { a: { $pow: ['$item', 1] } } }],
  [{ $project: { a: { $divide: [1, 0] } } }],
  [{ $project: { a: { $mod: [1, 0] } } }],
  [{ $project: { a: '$$nope' } }],
  [{ $sortByCount: 'item' }],
  [{ $bucket: { groupBy: '$_id', boundaries: [3, 1] } }],
  [{ $bucket: { groupBy: '$quantity', boundaries: [10, 20] } }],
  [{ $unset: 1 }],
  [{ $sample: { size: 'x' } }],
  [{ $project: { a: { $arrayElemAt: [1, 1] } } }],
  [{ $project: { a: { $size: '$nope' } } }],
  [{ $project: { a: { $concat: ['a', 1] } } }],
  [{ $project: { a: { $toInt: 'x' } } }],
]);

const commands: ContractCase[] = [
  {
    name: 'let: a command variable in an expression',
    documents: sales,
    commands: [
      aggregate([{ $match: { $expr: { $eq: ['$item', '$$wanted'] } } }, { $project: { _id: 1, w: '$$wanted' } }], {
        let: { wanted: 'abc' },
      }),
    ],
  },
  {
    name: 'collation: groups stay apart, matches do not',
    documents: [
      { _id: 1, a: 'x' },
      { _id: 2, a: 'X' },
    ],
    commands: [aggregate([{ $match: { a: 'X' } }, byId], { collation: { locale: 'en', strength: 2 } })],
  },
  {
    name: 'an empty collection gives nothing',
    documents: [],
    commands: [aggregate([{ $group: { _id: null, n: { $sum: 1 } } }]), aggregate([{ $match: {} }])],
  },
];

export const aggregationCases: readonly ContractCase[] = [...stages, ...refused, ...expressionCases, ...lookupCases, ...commands];
