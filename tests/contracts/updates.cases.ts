import { ObjectId, Timestamp } from 'bson';
import { aggregate, find, findAndModify, update, updateCases, type ContractCase } from './contract-case.js';
import { updateFormCases } from './update-forms.cases.js';

const upserts = updateCases('upserts', [
  [null, { $set: { a: 1 } }, { q: { _id: 1 }, upsert: true }],
  [null, { $set: { a: 1 }, $setOnInsert: { b: 2 } }, { q: { _id: 1, c: 3 }, upsert: true }],
  [
    { _id: 1, c: 3 },
    { $set: { a: 1 }, $setOnInsert: { b: 2 } },
    { q: { _id: 1, c: 3 }, upsert: true },
  ],
  [null, { $inc: { n: 1 } }, { q: { _id: 1, 'x.y': 5 }, upsert: true }],
  [null, { $push: { l: 1 } }, { q: { _id: { $eq: 1 }, z: { $gt: 5 } }, upsert: true }],
  [null, { $set: { a: 1 } }, { q: { $and: [{ _id: 1 }, { b: 2 }], c: { $in: [7] } }, upsert: true }],
  [null, { $set: { a: 1 } }, { q: { _id: 1, $or: [{ d: 1 }] }, upsert: true }],
  [null, { $set: { a: 1 } }, { q: { _id: 1, $or: [{ d: 1 }, { d: 2 }] }, upsert: true }],
  [null, { $set: { a: 1 } }, { q: { _id: 1, c: { $all: [4] }, d: { $in: [1, 2] } }, upsert: true }],
  [null, { $setOnInsert: { _id: 9 } }, { q: { a: 1 }, upsert: true }],
  [null, { $set: { b: 1 } }, { q: { _id: 1, b: 2 }, upsert: true }],
  [null, { $set: { _id: 3 } }, { q: { _id: 1 }, upsert: true }],
  [null, { $max: { m: 4 }, $min: { k: 3 } }, { q: { _id: 1 }, upsert: true }],
  [null, { $set: { a: 1 } }, { q: { _id: 1, b: /x/, c: null, e: { $exists: true } }, upsert: true }],
  [null, { $set: { a: 1 } }, { q: { a: 1, $and: [{ a: 2 }] }, upsert: true }],
  [null, { $set: { 'n.c': 1 } }, { q: { _id: 1, n: { b: 1 } }, upsert: true }],
  [null, { $addToSet: { l: 1 } }, { q: { _id: 1, l: 5 }, upsert: true }],
  [null, { $unset: { a: 1 } }, { q: { _id: 1 }, upsert: true }],
  [null, { $rename: { a: 'b' } }, { q: { _id: 1, a: 4 }, upsert: true }],
  [null, { $set: { 'a.$[]': 1 } }, { q: { _id: 1 }, upsert: true }],
  [null, { $set: { 'a.$': 1 } }, { q: { _id: 1 }, upsert: true }],
  [
    null,
    { $set: { a: 1 } },
    { q: { _id: 1, t: new Timestamp({ t: 5, i: 1 }), o: new ObjectId('0123456789abcdef01234567') }, upsert: true },
  ],
]);

const list = { _id: 1, a: [1, 2, 3] };
const people = [
  { _id: 1, n: 'ana', v: 1 },
  { _id: 2, n: 'bia', v: 2 },
  { _id: 3, n: 'caio', v: 3 },
];
const several: ContractCase[] = [
  {
    name: 'many: increments all that match',
    documents: people,
    commands: [update({ v: { $gte: 2 } }, { $inc: { v: 10 } }, { multi: true }), find({})],
  },
  { name: 'many: tells matched from modified', documents: people, commands: [update({}, { $set: { v: 2 } }, { multi: true }), find({})] },
  { name: 'many: refuses a replacement', documents: people, commands: [update({}, { v: 2 }, { multi: true }), find({})] },
  {
    name: 'many: stops at the first error when ordered',
    documents: people,
    commands: [
      {
        update: 'cases',
        updates: [
          { q: { _id: 1 }, u: { $inc: { n: 1 } } },
          { q: { _id: 2 }, u: { $inc: { v: 1 } } },
        ],
      },
      find({}),
    ],
  },
  {
    name: 'many: goes on after errors when unordered',
    documents: people,
    commands: [
      {
        update: 'cases',
        ordered: false,
        updates: [
          { q: { _id: 1 }, u: { $inc: { n: 1 } } },
          { q: { _id: 2 }, u: { $inc: { v: 1 } } },
        ],
      },
      find({}),
    ],
  },
  {
    name: 'many: deletes one and all',
    documents: people,
    commands: [
      { delete: 'cases', deletes: [{ q: { v: { $gt: 1 } }, limit: 1 }] },
      { delete: 'cases', deletes: [{ q: {}, limit: 0 }] },
      find({}),
    ],
  },
  {
    name: 'findAndModify: gives the old document',
    documents: people,
    commands: [findAndModify({ _id: 1 }, { update: { $inc: { v: 1 } } }), find({})],
  },
  {
    name: 'findAndModify: gives the new document, some fields of it',
    documents: people,
    commands: [findAndModify({ n: 'bia' }, { update: { $inc: { v: 1 } }, new: true, fields: { v: 1 } })],
  },
  {
    name: 'findAndModify: takes the first by a sort',
    documents: people,
    commands: [findAndModify({}, { update: { $set: { first: true } }, sort: { v: -1 }, new: true })],
  },
  { name: 'findAndModify: removes', documents: people, commands: [findAndModify({ _id: 2 }, { remove: true }), find({})] },
  {
    name: 'findAndModify: finds nothing',
    documents: people,
    commands: [findAndModify({ _id: 9 }, { update: { $set: { a: 1 } }, new: true })],
  },
  {
    name: 'findAndModify: upserts and gives the new document',
    documents: people,
    commands: [findAndModify({ _id: 9 }, { update: { $set: { a: 1 }, $setOnInsert: { v: 0 } }, new: true, upsert: true }), find({})],
  },
  {
    name: 'findAndModify: upserts and gives nothing',
    documents: people,
    commands: [findAndModify({ _id: 9 }, { update: { $set: { a: 1 } }, upsert: true }), find({})],
  },
  { name: 'findAndModify: replaces', documents: people, commands: [findAndModify({ _id: 1 }, { update: { x: 1 }, new: true })] },
  {
    name: 'findAndModify: uses the position of the match',
    documents: [list],
    commands: [findAndModify({ a: 2 }, { update: { $set: { 'a.$': 7 } }, new: true })],
  },
  {
    name: 'findAndModify: uses array filters',
    documents: [list],
    commands: [findAndModify({ _id: 1 }, { update: { $set: { 'a.$[n]': 7 } }, arrayFilters: [{ n: { $lt: 3 } }], new: true })],
  },
  {
    name: 'findAndModify: runs a pipeline',
    documents: people,
    commands: [findAndModify({ _id: 3 }, { update: [{ $set: { w: { $multiply: ['$v', 2] } } }], new: true })],
  },
  {
    name: 'findAndModify: refuses update and remove at once',
    documents: people,
    commands: [findAndModify({ _id: 1 }, { update: { $set: { a: 1 } }, remove: true })],
  },
  { name: 'findAndModify: refuses neither', documents: people, commands: [findAndModify({ _id: 1 }, {})] },
  {
    name: 'findAndModify: refuses what update refuses',
    documents: people,
    commands: [findAndModify({ _id: 1 }, { update: { $inc: { n: 1 } } })],
  },
];

const empty = new Timestamp({ t: 0, i: 0 });
const isFilled = (value: string | object) => ({ $gt: [value, empty] });
const timestamps: ContractCase[] = [
  {
    name: 'inserts: an empty timestamp at the top level is filled, and no other',
    documents: [
      { _id: 1, text: 'x', before: { at: empty }, list: [empty], at: empty, other: 5, again: empty, set: new Timestamp({ t: 5, i: 1 }) },
      { at: empty, _id: 2 },
      { _id: empty, at: new Timestamp({ t: 0, i: 1 }) },
      { _id: 3, before: { at: empty, deep: { at: empty } } },
    ],
    commands: [
      aggregate([
        { $sort: { _id: 1 } },
        {
          $project: {
            ...{
              _id: { $cond: [isFilled('$_id'), '$_id', 'empty'] },
              text: 1,
              other: 1,
              set: 1,
              at: isFilled('$at'),
              again: isFilled('$again'),
            },
            ...{ before: isFilled('$before.at'), deep: isFilled('$before.deep.at'), list: isFilled({ $first: '$list' }) },
          },
        },
      ]),
    ],
  },
];

export const updateContractCases: readonly ContractCase[] = [...updateFormCases, ...upserts, ...several, ...timestamps];
