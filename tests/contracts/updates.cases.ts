import { Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import { find, findAndModify, update, updateCases, type ContractCase } from './contract-case.js';

const one = { _id: 1, a: 1 };
const list = { _id: 1, a: [1, 2, 3] };
const nested = { _id: 1, a: [{ x: 1, y: 1 }, { x: 2 }, { x: 3, y: [1, 2] }] };

const fields = updateCases('fields', [
  [one, { $set: { b: 1 } }], [one, { $set: { a: 1 } }], [one, { $set: { a: Long.fromNumber(1) } }], [one, { $set: { a: new Double(1) } }], [one, { $set: { 'n.b.c': 1 } }], [{ _id: 1, z: 1 }, { $set: { c: 1, a: 1, b: 1, 10: 1, 9: 1 } }],
  [list, { $set: { 'a.1': 9 } }], [list, { $set: { 'a.5': 9 } }], [{ _id: 1, a: { x: 1 } }, { $set: { 'a.y': 1, 'a.x': 2 } }], [{ _id: 1, a: { x: 1, y: 2 } }, { $set: { a: { y: 2, x: 1 } } }], [one, { $set: {} }], [{ _id: 1, a: {} }, { $set: { 'a.0': 1 } }],
  [one, { $unset: { a: '' } }], [one, { $unset: { z: 1 } }], [list, { $unset: { 'a.1': 1 } }], [{ _id: 1, a: { b: 1, c: 1 } }, { $unset: { 'a.b': 1 } }], [one, { $unset: { 'a.b': 1 } }], [one, { $unset: { a: 1 }, $set: { b: 2 } }],
  [one, { $inc: { a: 2 } }], [one, { $inc: { a: new Double(1.5) } }], [one, { $inc: { a: Long.fromNumber(1) } }], [one, { $inc: { a: Decimal128.fromString('0.1') } }], [{ _id: 1, a: new Double(1) }, { $inc: { a: 1 } }], [one, { $inc: { a: 0 } }], [one, { $inc: { b: Long.fromNumber(5) } }],
  [{ _id: 1, a: new Int32(2147483647) }, { $inc: { a: 1 } }], [{ _id: 1, a: Long.MAX_VALUE }, { $inc: { a: 1 } }], [{ _id: 1, a: new Double(0.1) }, { $inc: { a: new Double(0.2) } }], [{ _id: 1, a: new Double(0.1) }, { $inc: { a: Decimal128.fromString('0.2') } }], [one, { $inc: { 'n.k': 1 } }], [list, { $inc: { 'a.0': 5 } }],
  [one, { $mul: { a: 3 } }], [one, { $mul: { b: 3 } }], [one, { $mul: { b: new Double(3) } }], [one, { $mul: { b: Long.fromNumber(3) } }], [{ _id: 1, a: new Int32(65536) }, { $mul: { a: new Int32(65536) } }], [one, { $mul: { a: new Double(1) } }],
  [one, { $min: { a: 0 } }], [one, { $min: { a: 5 } }], [one, { $max: { a: 5 } }], [one, { $max: { a: new Double(1) } }], [one, { $min: { b: 1 } }], [{ _id: 1, a: null }, { $max: { a: 1 } }], [{ _id: 1, a: 'x' }, { $min: { a: 5 } }], [{ _id: 1, a: new Date(5) }, { $max: { a: new Date(9) } }],
  [one, { $rename: { a: 'b' } }], [{ _id: 1, a: { x: 1 } }, { $rename: { 'a.x': 'q.z' } }], [one, { $rename: { z: 'y' } }], [{ _id: 1, a: 1, b: 2 }, { $rename: { a: 'b' } }], [{ _id: 1, b: 2, a: 1 }, { $rename: { a: 'b' }, $set: { c: 1 } }],
  [{ _id: 1, a: 12 }, { $bit: { a: { and: 10 } } }], [{ _id: 1, a: 12 }, { $bit: { a: { or: 3, xor: 1 } } }], [{ _id: 1, a: 12 }, { $bit: { a: { or: Long.fromNumber(1) } } }], [{ _id: 1 }, { $bit: { b: { or: 5 } } }],
  [one, { $setOnInsert: { b: 1 } }], [one, { $set: { b: 1 }, $setOnInsert: { c: 1 }, $inc: { a: 1 }, $unset: { z: 1 } }], [{ _id: 1 }, { $currentDate: {} }],
]);

const arrays = updateCases('arrays', [
  [list, { $push: { a: 4 } }], [one, { $push: { b: 4 } }], [list, { $push: { a: [4, 5] } }], [list, { $push: { a: { $each: [4, 5] } } }], [list, { $push: { a: { $each: [4, 5], $slice: -3 } } }], [list, { $push: { a: { $each: [4, 5], $slice: 2 } } }], [list, { $push: { a: { $each: [], $slice: 0 } } }],
  [list, { $push: { a: { $each: [9], $position: 1 } } }], [list, { $push: { a: { $each: [9], $position: -1 } } }], [list, { $push: { a: { $each: [9], $position: 99 } } }], [list, { $push: { a: { $each: [0, 9], $sort: -1 } } }], [list, { $push: { a: { $each: [0, 9], $sort: 1, $slice: 3 } } }],
  [{ _id: 1, a: [{ k: 2 }, { k: 1 }] }, { $push: { a: { $each: [{ k: 0 }], $sort: { k: 1 } } } }], [{ _id: 1, a: [{ k: 2, j: 1 }, { k: 2, j: 0 }, 5] }, { $push: { a: { $each: [{ j: 3 }], $sort: { k: -1, j: 1 }, $slice: -3 } } }], [list, { $push: { a: { $slice: 1 } } }], [list, { $push: { a: { $each: [] } } }], [list, { $push: { a: { $each: [], $sort: 1 } } }], [list, { $push: { a: { $each: [4], $slice: 3 } } }], [list, { $push: { a: { $each: [], $slice: 5 } } }], [one, { $push: { b: { $each: [] } } }], [one, { $push: { 'n.l': { $each: [1, 2] } } }],
  [list, { $addToSet: { a: 3 } }], [list, { $addToSet: { a: 4 } }], [list, { $addToSet: { a: new Double(3) } }], [list, { $addToSet: { a: { $each: [3, 4, 4, 5] } } }], [one, { $addToSet: { b: { $each: [1, 1] } } }], [one, { $addToSet: { b: { $each: [] } } }], [{ _id: 1, a: [{ x: 1, y: 2 }] }, { $addToSet: { a: { y: 2, x: 1 } } }],
  [list, { $addToSet: { a: [1] } }], [list, { $addToSet: { a: { b: 1, $each: [1] } } }], [list, { $pop: { a: 1 } }], [list, { $pop: { a: -1 } }], [{ _id: 1, a: [] }, { $pop: { a: 1 } }], [one, { $pop: { b: 1 } }],
  [list, { $pull: { a: 2 } }], [list, { $pull: { a: { $gte: 2 } } }], [list, { $pull: { a: { $in: [1, 3] } } }], [nested, { $pull: { a: { x: 2 } } }], [nested, { $pull: { a: { x: { $gt: 1 } } } }], [nested, { $pull: { a: { x: 1, y: 1 } } }], [{ _id: 1, a: ['ab', 'b', 'c'] }, { $pull: { a: /b/ } }], [{ _id: 1, a: [[1, 2], [3]] }, { $pull: { a: { $gt: 1 } } }],
  [{ _id: 1, a: [{ b: [{ c: 1 }] }, { b: [{ c: 2 }] }] }, { $pull: { a: { b: { $elemMatch: { c: 2 } } } } }], [{ _id: 1, a: [[1, 2], 1] }, { $pull: { a: [1, 2] } }], [{ _id: 1, a: [null, 1] }, { $pull: { a: null } }], [{ _id: 1, a: [{ b: null }, { c: 1 }] }, { $pull: { a: { b: null } } }], [list, { $pull: { a: { $ne: 2 } } }], [nested, { $pull: { 'a.2.y': 1 } }], [one, { $pull: { b: 1 } }], [list, { $pull: { a: 9 } }],
  [list, { $pullAll: { a: [1, 3] } }], [{ _id: 1, a: [{ x: 1, y: 2 }, { y: 2, x: 1 }] }, { $pullAll: { a: [{ x: 1, y: 2 }] } }], [list, { $pullAll: { a: [] } }],
  [list, { $set: { 'a.$': 9 } }, { q: { a: 2 } }], [nested, { $set: { 'a.$.z': 9 } }, { q: { 'a.x': 3 } }], [nested, { $inc: { 'a.$.x': 1 } }, { q: { a: { $elemMatch: { x: 2 } } } }], [list, { $unset: { 'a.$': 1 } }, { q: { a: { $gt: 1 } } }],
  [list, { $inc: { 'a.$[]': 10 } }], [nested, { $set: { 'a.$[].z': 0 } }], [nested, { $set: { 'a.$[e].z': 0 } }, { arrayFilters: [{ 'e.x': { $gte: 2 } }] }], [list, { $set: { 'a.$[n]': 0 } }, { arrayFilters: [{ n: { $gt: 1 } }] }], [list, { $unset: { 'a.$[n]': 0 } }, { arrayFilters: [{ n: 2 }] }],
  [nested, { $inc: { 'a.$[e].y.$[n]': 5 } }, { arrayFilters: [{ 'e.x': 3 }, { n: { $gt: 1 } }] }], [nested, { $set: { 'a.$[e].z': 0 } }, { arrayFilters: [{ $or: [{ 'e.x': 1 }, { 'e.x': 3 }] }] }], [nested, { $push: { 'a.$[e].y': 9 } }, { arrayFilters: [{ 'e.x': 3 }] }], [list, { $set: { 'a.$[n]': 0 } }, { arrayFilters: [{ n: 77 }] }],
  [{ _id: 1, a: [{ b: [1, 2] }, { b: [3] }] }, { $mul: { 'a.$[].b.$[]': 2 } }],
]);

const refusals = updateCases('refused', [
  [one, { $foo: { a: 1 } }], [one, { $set: { a: 1 }, b: 1 }], [one, { $set: 1 }], [one, { $set: { a: 1 }, $inc: { a: 1 } }], [one, { $set: { a: 1, 'a.b': 1 } }], [one, { $set: { 'a.b': 1 }, $unset: { a: 1 } }], [one, { $set: { 'a.b': 1 } }], [{ _id: 1, a: 'x' }, { $inc: { a: 1 } }], [one, { $inc: { a: 'x' } }], [{ _id: 1, a: null }, { $inc: { a: 1 } }],
  [{ _id: 1, a: 'x' }, { $mul: { a: 2 } }], [one, { $mul: { b: 'x' } }], [one, { $set: { _id: 2 } }], [one, { $set: { _id: 1 } }], [one, { $unset: { _id: 1 } }], [one, { $inc: { _id: 1 } }], [one, { _id: 2, a: 1 }], [one, { $rename: { _id: 'x' } }], [one, { $push: { a: 1 } }], [{ _id: 1, a: null }, { $push: { a: 1 } }], [list, { $push: { a: { $each: 1 } } }],
  [list, { $push: { a: { $each: [1], $foo: 1 } } }], [list, { $push: { a: { $each: [1], $slice: 'x' } } }], [list, { $push: { a: { $each: [1], $slice: 1.5 } } }], [list, { $push: { a: { $each: [1], $position: 'x' } } }], [list, { $push: { a: { $each: [1], $sort: 2 } } }], [list, { $push: { a: { $each: [1], $sort: {} } } }], [list, { $push: { a: { $each: [1], $sort: { x: 2 } } } }],
  [one, { $addToSet: { a: 1 } }], [list, { $addToSet: { a: { $each: 1 } } }], [list, { $addToSet: { a: { $each: [1], b: 1 } } }], [one, { $pop: { a: 1 } }], [list, { $pop: { a: 2 } }], [list, { $pop: { a: 'x' } }], [one, { $pull: { a: 1 } }], [one, { $pullAll: { a: [1] } }], [one, { $pullAll: { a: 1 } }], [one, { $pull: { 'a.b': 1 } }], [one, { $pop: { 'a.b': 1 } }],
  [one, { $rename: { a: 'a' } }], [one, { $rename: { a: 1 } }], [{ _id: 1, a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }], [{ _id: 1, a: 1, b: [1] }, { $rename: { a: 'b.0' } }], [one, { $rename: { a: 'a.b' } }], [one, { $rename: { 'a.$': 'b' } }], [one, { $rename: { 'a.b': 'c' } }],
  [one, { $currentDate: { a: 1 } }], [one, { $currentDate: { a: { $type: 'foo' } } }], [one, { $currentDate: { a: { foo: 1 } } }], [one, { $bit: { a: 1 } }], [one, { $bit: { a: { foo: 1 } } }], [one, { $bit: { a: { and: 1.5 } } }], [{ _id: 1, a: 'x' }, { $bit: { a: { and: 1 } } }], [one, { $bit: { a: {} } }], [{ _id: 1, a: 5.5 }, { $bit: { a: { or: 1 } } }],
  [list, { $set: { 'a.$': 5 } }], [list, { $set: { 'a.$[x]': 5 } }], [list, { $set: { b: 5 } }, { arrayFilters: [{ x: 1 }] }], [list, { $set: { 'a.$[x]': 5 } }, { arrayFilters: [{ x: 1 }, { x: 2 }] }], [list, { $set: { 'a.$[x]': 5 } }, { arrayFilters: [{ x: 1, y: 2 }] }], [list, { $set: { 'a.$[x]': 5 } }, { arrayFilters: [{}] }], [list, { $set: { 'a.$[X]': 5 } }, { arrayFilters: [{ X: 1 }] }],
  [one, { $set: { 'a.$[]': 5 } }], [one, { $set: { 'b.$[]': 5 } }], [list, { $set: { '$[].a': 5 } }], [list, { $set: { '$.a': 5 } }], [list, { $set: { '': 5 } }], [list, { $set: { 'a..b': 5 } }], [list, { $set: { 'a.': 5 } }], [list, { $set: { 'a.x': 5 } }], [list, { $set: { $a: 5 } }], [list, { $set: { 'b.$a': 5 } }], [list, { $set: { b: { $a: 5 } } }],
  [{ _id: 1, a: [1, { b: 1 }] }, { $set: { 'a.$[].b': 5 } }], [list, { $set: { 'a.2000000': 5 } }], [list, { $set: { 'a.$.$': 5 } }], [one, { a: 2, $set: { b: 1 } }], [{ _id: 1, a: { b: [1] } }, { $set: { 'a.b.c.d': 1 } }], [{ _id: 1, a: [{ b: 1 }] }, { $set: { 'a.b': 1 } }], [{ _id: 1, a: [{ b: 1 }] }, { $push: { 'a.b': 1 } }], [list, { $set: { 'a.$[]': 0, 'a.1': 5 } }],
]);

const replacements = updateCases('replacements', [
  [{ _id: 1, a: 1, b: 2 }, { c: 3 }], [{ _id: 1, a: 1, b: 2 }, { c: 3, _id: 1 }], [{ _id: 1, a: 1 }, {}], [{ _id: 1, a: 1 }, { a: 1 }], [null, { c: 3 }, { q: { _id: 5 }, upsert: true }], [null, { c: 3 }, { q: { _id: 5, x: 9 }, upsert: true }], [null, { _id: 6, c: 3 }, { q: { x: 9 }, upsert: true }], [null, { _id: 6, c: 3 }, { q: { _id: 5 }, upsert: true }],
]);

const pipelines = updateCases('pipelines', [
  [one, [{ $set: { b: { $add: ['$a', 1] } } }]], [one, [{ $set: { b: 1 } }, { $unset: 'a' }]], [{ _id: 1, a: 1, b: 2 }, [{ $project: { b: 1 } }]], [one, [{ $replaceWith: { z: '$a' } }]], [one, [{ $replaceRoot: { newRoot: { _id: 1, q: '$$ROOT' } } }]], [{ _id: 1, a: { b: 1 } }, [{ $set: { 'a.c': '$a.b' } }]], [one, [{ $set: { a: 1 } }]], [one, []],
  [one, [{ $set: { a: '$$REMOVE' } }]], [one, [{ $addFields: { l: { $concatArrays: [[1], [2]] } } }]], [one, [{ $foo: 1 }]], [one, [{ $group: { _id: 1 } }]], [one, [{ $match: {} }]], [one, [{ $set: { _id: 2 } }]], [one, [{ $replaceWith: '$a' }]], [null, [{ $set: { n: { $ifNull: ['$n', 5] } } }], { q: { _id: 3 }, upsert: true }], [one, [{ $set: { x: { $cond: [{ $gt: ['$a', 0] }, 'pos', 'neg'] } } }]],
]);

const upserts = updateCases('upserts', [
  [null, { $set: { a: 1 } }, { q: { _id: 1 }, upsert: true }], [null, { $set: { a: 1 }, $setOnInsert: { b: 2 } }, { q: { _id: 1, c: 3 }, upsert: true }], [{ _id: 1, c: 3 }, { $set: { a: 1 }, $setOnInsert: { b: 2 } }, { q: { _id: 1, c: 3 }, upsert: true }], [null, { $inc: { n: 1 } }, { q: { _id: 1, 'x.y': 5 }, upsert: true }], [null, { $push: { l: 1 } }, { q: { _id: { $eq: 1 }, z: { $gt: 5 } }, upsert: true }],
  [null, { $set: { a: 1 } }, { q: { $and: [{ _id: 1 }, { b: 2 }], c: { $in: [7] } }, upsert: true }], [null, { $set: { a: 1 } }, { q: { _id: 1, $or: [{ d: 1 }] }, upsert: true }], [null, { $set: { a: 1 } }, { q: { _id: 1, $or: [{ d: 1 }, { d: 2 }] }, upsert: true }], [null, { $set: { a: 1 } }, { q: { _id: 1, c: { $all: [4] }, d: { $in: [1, 2] } }, upsert: true }], [null, { $setOnInsert: { _id: 9 } }, { q: { a: 1 }, upsert: true }],
  [null, { $set: { b: 1 } }, { q: { _id: 1, b: 2 }, upsert: true }], [null, { $set: { _id: 3 } }, { q: { _id: 1 }, upsert: true }], [null, { $max: { m: 4 }, $min: { k: 3 } }, { q: { _id: 1 }, upsert: true }], [null, { $set: { a: 1 } }, { q: { _id: 1, b: /x/, c: null, e: { $exists: true } }, upsert: true }], [null, { $set: { a: 1 } }, { q: { a: 1, $and: [{ a: 2 }] }, upsert: true }], [null, { $set: { 'n.c': 1 } }, { q: { _id: 1, n: { b: 1 } }, upsert: true }],
  [null, { $addToSet: { l: 1 } }, { q: { _id: 1, l: 5 }, upsert: true }], [null, { $unset: { a: 1 } }, { q: { _id: 1 }, upsert: true }], [null, { $rename: { a: 'b' } }, { q: { _id: 1, a: 4 }, upsert: true }], [null, { $set: { 'a.$[]': 1 } }, { q: { _id: 1 }, upsert: true }], [null, { $set: { 'a.$': 1 } }, { q: { _id: 1 }, upsert: true }], [null, { $set: { a: 1 } }, { q: { _id: 1, t: new Timestamp({ t: 5, i: 1 }), o: new ObjectId('0123456789abcdef01234567') }, upsert: true }],
]);

const people = [{ _id: 1, n: 'ana', v: 1 }, { _id: 2, n: 'bia', v: 2 }, { _id: 3, n: 'caio', v: 3 }];
const several: ContractCase[] = [
  { name: 'many: increments all that match', documents: people, commands: [update({ v: { $gte: 2 } }, { $inc: { v: 10 } }, { multi: true }), find({})] },
  { name: 'many: tells matched from modified', documents: people, commands: [update({}, { $set: { v: 2 } }, { multi: true }), find({})] },
  { name: 'many: refuses a replacement', documents: people, commands: [update({}, { v: 2 }, { multi: true }), find({})] },
  { name: 'many: stops at the first error when ordered', documents: people, commands: [{ update: 'cases', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }, { q: { _id: 2 }, u: { $inc: { v: 1 } } }] }, find({})] },
  { name: 'many: goes on after errors when unordered', documents: people, commands: [{ update: 'cases', ordered: false, updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }, { q: { _id: 2 }, u: { $inc: { v: 1 } } }] }, find({})] },
  { name: 'many: deletes one and all', documents: people, commands: [{ delete: 'cases', deletes: [{ q: { v: { $gt: 1 } }, limit: 1 }] }, { delete: 'cases', deletes: [{ q: {}, limit: 0 }] }, find({})] },
  { name: 'findAndModify: gives the old document', documents: people, commands: [findAndModify({ _id: 1 }, { update: { $inc: { v: 1 } } }), find({})] },
  { name: 'findAndModify: gives the new document, some fields of it', documents: people, commands: [findAndModify({ n: 'bia' }, { update: { $inc: { v: 1 } }, new: true, fields: { v: 1 } })] },
  { name: 'findAndModify: takes the first by a sort', documents: people, commands: [findAndModify({}, { update: { $set: { first: true } }, sort: { v: -1 }, new: true })] },
  { name: 'findAndModify: removes', documents: people, commands: [findAndModify({ _id: 2 }, { remove: true }), find({})] },
  { name: 'findAndModify: finds nothing', documents: people, commands: [findAndModify({ _id: 9 }, { update: { $set: { a: 1 } }, new: true })] },
  { name: 'findAndModify: upserts and gives the new document', documents: people, commands: [findAndModify({ _id: 9 }, { update: { $set: { a: 1 }, $setOnInsert: { v: 0 } }, new: true, upsert: true }), find({})] },
  { name: 'findAndModify: upserts and gives nothing', documents: people, commands: [findAndModify({ _id: 9 }, { update: { $set: { a: 1 } }, upsert: true }), find({})] },
  { name: 'findAndModify: replaces', documents: people, commands: [findAndModify({ _id: 1 }, { update: { x: 1 }, new: true })] },
  { name: 'findAndModify: uses the position of the match', documents: [list], commands: [findAndModify({ a: 2 }, { update: { $set: { 'a.$': 7 } }, new: true })] },
  { name: 'findAndModify: uses array filters', documents: [list], commands: [findAndModify({ _id: 1 }, { update: { $set: { 'a.$[n]': 7 } }, arrayFilters: [{ n: { $lt: 3 } }], new: true })] },
  { name: 'findAndModify: runs a pipeline', documents: people, commands: [findAndModify({ _id: 3 }, { update: [{ $set: { w: { $multiply: ['$v', 2] } } }], new: true })] },
  { name: 'findAndModify: refuses update and remove at once', documents: people, commands: [findAndModify({ _id: 1 }, { update: { $set: { a: 1 } }, remove: true })] },
  { name: 'findAndModify: refuses neither', documents: people, commands: [findAndModify({ _id: 1 }, {})] },
  { name: 'findAndModify: refuses what update refuses', documents: people, commands: [findAndModify({ _id: 1 }, { update: { $inc: { n: 1 } } })] },
];

export const updateContractCases: readonly ContractCase[] = [...fields, ...arrays, ...refusals, ...replacements, ...pipelines, ...upserts, ...several];
